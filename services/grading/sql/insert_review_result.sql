insert into grading.review_result (merchant_id, review_id, calibration, rubric_id, grader, reviewer, product_type, shift_hour, answers, first, second, first_place, second_place)
values ($1::uuid, $2::uuid, $3::boolean, $4::uuid, $5::text, $6::text, $7::text, $8::integer, $9::jsonb, $10::text, $11::text, $12::integer, $13::integer)
