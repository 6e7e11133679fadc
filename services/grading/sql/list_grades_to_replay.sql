-- Grades in the order of their ids, with all that they were concluded from. overridden: the grade that a person set this one instead of.
select g.grade_id, u.lpn, r.body::text as rubric, g.rubric_version as version, g.answers::text as answers, g.grade, g.capped_by, g.reason, g.sentence, g.condition,
       exists (select from grading.seal s where s.merchant_id = g.merchant_id and s.grade_id = g.grade_id) as sealed, o.reason as override_reason, b.grade as overridden,
       exists (select from grading.work_order w where w.merchant_id = g.merchant_id and w.unit_id = g.unit_id and w.trip = g.trip and w.state = 'done' and w.refurbishes) as work_finished
  from grading.grade g
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
  join ledger.unit u on u.merchant_id = g.merchant_id and u.unit_id = g.unit_id
  left join grading.override o on o.merchant_id = g.merchant_id and o.grade_id = g.grade_id
  left join grading.grade b on b.merchant_id = o.merchant_id and b.grade_id = o.of_grade_id
 where g.merchant_id = $1::uuid
   and ($2::uuid is null or g.grade_id > $2::uuid)
 order by g.grade_id
 limit $3::bigint
