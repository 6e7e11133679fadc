-- What stands in the way of using a part for a work order.
select p.code is not null as known, coalesce(p.currency = w.currency, false) as same_currency, o.item is not null as in_order,
       coalesce((grading.operation_body(w.merchant_id, (o.item ->> 'operation_id')::uuid) ->> 'serials')::boolean, false) as serials
  from grading.work_order w
  left join grading.part p on p.facility_id = w.facility_id and p.code = $3::text
  left join lateral (select i.item from jsonb_array_elements(w.operations) as i(item) where i.item ->> 'operation' = $4::text limit 1) o on true
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
