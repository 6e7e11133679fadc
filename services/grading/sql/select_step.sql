-- A step of an operation of a work order, as the version that the order has says it.
select s.step ->> 'kind' as kind, s.step ->> 'text' as text, s.step ->> 'unit' as unit, s.step ->> 'shot' as shot,
       coalesce((s.step ->> 'min')::bigint, 0) as min, coalesce((s.step ->> 'max')::bigint, 0) as max
  from grading.work_order w
 cross join lateral jsonb_array_elements(w.operations) as o(item)
 cross join lateral jsonb_array_elements(grading.operation_body(w.merchant_id, (o.item ->> 'operation_id')::uuid) -> 'steps') with ordinality as s(step, place)
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
   and o.item ->> 'operation' = $3::text
   and s.place = $4::bigint
