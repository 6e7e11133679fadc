insert into grading.sampled (merchant_id, grade_id, policy_version, grader, product_type, amount, nth, shift_minutes, draw, share, why, picked)
values ($1::uuid, $2::uuid, $3::integer, $4::text, $5::text, $6::bigint, $7::integer, $8::integer, $9::integer, $10::integer, $11::text, $9::integer < $10::integer)
