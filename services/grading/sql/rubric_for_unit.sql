-- The newest version that holds by now for the unit's product type, else the one for any type; with what the decision needs to know of the unit.
select r.rubric_id, r.version, r.body::text as body, coalesce(v.price_amount, 0) as price_amount, u.trip,
       exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip and w.state = 'done' and w.refurbishes) as work_finished,
       exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open') as work_open,
       coalesce((select sum(coalesce(w.cost_amount, w.parts_amount)) from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip), 0)::bigint as work_amount,
       coalesce(u.product_type, '*') as product_type, grading.factor_of(u.merchant_id, coalesce(v.product_id, v.sku))::bigint as factor,
       grading.weighing(u.merchant_id, coalesce(u.product_type, '*')) as terms
  from ledger.unit u
  join grading.rubric r on r.merchant_id = u.merchant_id and r.product_type in (u.product_type, '*') and coalesce(r.effective_from, r.created_at) <= now()
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
 order by r.product_type = '*', r.version desc
 limit 1
