-- A work order as the acts on it need it, held until the act is done.
select w.unit_id, w.facility_id, w.state, w.stage, u.state as unit_state, w.currency, coalesce(w.rate_amount, 0) as rate_amount, coalesce(w.fixed_amount, 0) as fixed_amount,
       grading.work_seconds(w.merchant_id, w.work_order_id) as seconds,
       coalesce((select sum(p.quantity * p.unit_cost_amount) from grading.work_part p where p.merchant_id = w.merchant_id and p.work_order_id = w.work_order_id), 0)::bigint as parts_amount,
       coalesce((s.limits ->> 'working')::bigint, 0) as limit_working, coalesce((s.limits ->> 'paused')::bigint, 0) as limit_paused,
       coalesce((s.limits ->> 'to_grade')::bigint, 0) as limit_to_grade,
       coalesce((select bool_or(coalesce((grading.operation_body(w.merchant_id, (i.item ->> 'operation_id')::uuid) ->> 'refurbishes')::boolean, true))
                   from jsonb_array_elements(w.operations) as i(item)), false) as refurbishes
  from grading.work_order w
  join ledger.unit u on u.merchant_id = w.merchant_id and u.unit_id = w.unit_id
  left join lateral (select x.body -> 'limits' as limits from grading.work_setting x where x.facility_id = w.facility_id order by x.version desc limit 1) s on true
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
   for update of w
