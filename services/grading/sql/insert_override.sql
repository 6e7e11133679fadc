insert into grading.override (merchant_id, grade_id, of_grade_id, observed_in, reason, public_text, approved_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::text)
