insert into grading.review (merchant_id, review_id, unit_id, trip, rubric_id, rubric_version, grade_id, first_by, product_type, shift_hour, due_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::integer, $5::uuid, $6::integer, $7::uuid, $8::text, $9::text, $10::integer, now() + make_interval(days => $11::integer))
    on conflict do nothing
