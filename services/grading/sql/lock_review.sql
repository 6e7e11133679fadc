-- Held until the request is answered. what: may this person go on with it?
select r.unit_id, r.grade_id, r.calibration_id, r.rubric_id, r.rubric_version, r.first_by, r.product_type, r.shift_hour, b.body::text as rubric,
       coalesce(g.answers, c.answers)::text as first_answers, coalesce(g.grade, c.grade) as first_grade,
       case when r.for_whom <> $3::text then 'not_found'
            when r.first_by = $3::text
              or exists (select from grading.grade x where x.merchant_id = r.merchant_id and x.unit_id = r.unit_id and x.trip = r.trip and x.grader = $3::text)
              or exists (select from grading.review o join grading.review_result x on x.merchant_id = o.merchant_id and x.review_id = o.review_id
                          where o.merchant_id = r.merchant_id and o.unit_id = r.unit_id and o.trip = r.trip and o.review_id <> r.review_id and x.reviewer = $3::text) then 'own'
            when r.state <> 'open' then r.state
            when r.taken_by is distinct from $3::text and r.taken_until > now() then 'taken'
            when r.due_at <= now() and (r.taken_by is distinct from $3::text or r.taken_until <= now()) then 'late'
            when u.state not in ('graded', 'listed', 'claimed', 'quarantined') or u.trip <> r.trip then 'gone'
            else 'open' end as what
  from grading.review r
  join grading.rubric b on b.merchant_id = r.merchant_id and b.rubric_id = r.rubric_id
  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
  left join grading.grade g on g.merchant_id = r.merchant_id and g.grade_id = r.grade_id
  left join grading.calibration c on c.merchant_id = r.merchant_id and c.calibration_id = r.calibration_id
 where r.merchant_id = $1::uuid
   and r.review_id = $2::uuid
   for update of r
