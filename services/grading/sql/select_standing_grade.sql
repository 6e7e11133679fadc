-- A grade of a unit, the unit's latest, and what was seen for it: the public words of its flaws, worst first.
select (select l.grade_id from grading.grade l where l.merchant_id = u.merchant_id and l.unit_id = u.unit_id order by l.graded_at desc, l.grade_id desc limit 1) as latest_id,
       g.rubric_id, g.rubric_version as version, coalesce(v.observed_in, g.grade_id) as observed_in, g.grade, g.capped_by, g.sentence,
       g.answers::text as answers, r.body::text as body, u.trip, g.trip as of_trip,
       (select string_agg(o.public_text || '.', ' ' order by o.number) from grading.observation o
         where o.merchant_id = g.merchant_id and o.grade_id = coalesce(v.observed_in, g.grade_id) and o.number is not null) as flaws,
       exists (select from grading.seal s where s.merchant_id = g.merchant_id and s.grade_id = coalesce(v.observed_in, g.grade_id)) as sealed
  from ledger.unit u
  join grading.grade g on g.merchant_id = u.merchant_id and g.unit_id = u.unit_id and g.grade_id = $3::uuid
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
  left join grading.override v on v.merchant_id = g.merchant_id and v.grade_id = g.grade_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
