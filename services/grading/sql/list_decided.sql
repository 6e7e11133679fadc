-- The last decisions on units, newest first, with what they were made of.
select g.rubric_id, u.lpn, u.title, d.product_type, d.grade, d.chosen, d.price_new, d.work_amount as work, d.predicted_net,
       (i.inputs -> 'plans')::text as plans, coalesce((i.inputs ->> 'product_factor')::bigint, 1000) as factor, coalesce((i.inputs ->> 'pool')::bigint, 0) as pool,
       extract(doy from d.decided_at at time zone (select m.time_zone from accounts.merchant_view m where m.merchant_id = $1::uuid))::integer - 1 as day
  from (select * from grading.decision x
         where x.merchant_id = $1::uuid and x.decided_at >= now() - interval '1 day' * $2::integer
         order by x.decided_at desc, x.decision_id desc limit $3::bigint) d
  join grading.grade g on g.merchant_id = d.merchant_id and g.grade_id = d.grade_id
  join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
 cross join lateral (select coalesce(d.body, g.decision) -> 'inputs' as inputs offset 0) i
 order by d.decided_at desc, d.decision_id desc
