-- The last grade of each unit on its trip, given in these days, that a rubric for this product type would have decided: a batch, newest first. ruled: what the rubric said of it before a person set another grade.
select g.grade_id, g.graded_at::text as graded_at, g.unit_id, u.lpn, u.title, g.grade, ruled.grade as ruled, g.answers::text as answers,
       exists (select from grading.seal s where s.merchant_id = g.merchant_id and s.grade_id in (g.grade_id, o.observed_in)) as sealed
  from grading.grade g
  join ledger.unit u on u.merchant_id = g.merchant_id and u.unit_id = g.unit_id
  left join grading.override o on o.merchant_id = g.merchant_id and o.grade_id = g.grade_id
  left join grading.grade ruled on ruled.merchant_id = o.merchant_id and ruled.grade_id = o.observed_in
 where g.merchant_id = $1::uuid
   and g.graded_at > now() - $3::integer * interval '1 day'
   and (g.graded_at, g.grade_id) < ($4::timestamptz, $5::uuid)
   and (u.product_type = $2::text
        or ($2::text = '*' and not exists (select from grading.rubric r
                                            where r.merchant_id = u.merchant_id and r.product_type = u.product_type and coalesce(r.effective_from, r.created_at) <= now())))
   and not exists (select from grading.grade l
                    where l.merchant_id = g.merchant_id and l.unit_id = g.unit_id and l.trip = g.trip and (l.graded_at, l.grade_id) > (g.graded_at, g.grade_id))
 order by g.graded_at desc, g.grade_id desc
 limit $6::integer
