insert into grading.review_answer (merchant_id, review_id, calibration, rubric_id, question, first, second, first_place, second_place)
select $1::uuid, $2::uuid, $3::boolean, $4::uuid, a.question, a.first, a.second, a.first_place, a.second_place
  from jsonb_to_recordset($5::jsonb) as a (question text, first text, second text, first_place integer, second_place integer)
