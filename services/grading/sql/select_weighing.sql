-- A unit with what it is weighed by, as its latest grade on this trip stands; no grade_id: it has none. answers: where it can go to work, and the grade is what was seen.
select u.state, g.grade_id, coalesce(g.grade, '') as grade, coalesce(r.body::text, '{}') as rubric, coalesce(u.product_type, '*') as product_type,
       grading.factor_of(u.merchant_id, coalesce(v.product_id, v.sku))::bigint as factor, coalesce(v.price_amount, 0) as price,
       coalesce((select sum(coalesce(w.cost_amount, w.parts_amount)) from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip), 0)::bigint as work,
       grading.weighing(u.merchant_id, coalesce(u.product_type, '*')) as terms,
       case when u.state = 'graded'
             and not exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open')
             and not exists (select from grading.seal s where s.merchant_id = u.merchant_id and s.grade_id = g.grade_id)
             and not exists (select from grading.override v where v.merchant_id = u.merchant_id and v.grade_id = g.grade_id) then g.answers::text end as answers
  from ledger.unit u
  left join lateral (select g.grade_id, g.grade, g.rubric_id, g.answers from grading.grade g
                      where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id and g.trip = u.trip order by g.graded_at desc, g.grade_id desc limit 1) g on true
  left join grading.rubric r on r.merchant_id = u.merchant_id and r.rubric_id = g.rubric_id
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
