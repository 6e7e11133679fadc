-- With the unit's row held by its move: no row when work was begun on it meanwhile.
insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, capped_by, reason, sentence, condition, warranty_days,
                           disposition, decision, grader)
select $1::uuid, $2::uuid, $3::uuid, $4::integer, $5::uuid, $6::integer, $7::jsonb, $8::text, $9::text, $10::text, $11::text, $12::text, $13::integer,
       $14::text, $15::jsonb, $16::text
 where not exists (select from grading.work_order w where w.merchant_id = $1::uuid and w.unit_id = $3::uuid and w.state = 'open')
