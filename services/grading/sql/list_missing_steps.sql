-- What has to be recorded before the work is done, and was not: steps that are not optional, and the serial numbers of what was swapped.
select b.body ->> 'name' as name, s.place as step, s.step ->> 'text' as text
  from grading.work_order w
 cross join lateral jsonb_array_elements(w.operations) with ordinality as o(item, nth)
 cross join lateral (select grading.operation_body(w.merchant_id, (o.item ->> 'operation_id')::uuid) as body) b
 cross join lateral (
        select n.step, n.place from jsonb_array_elements(b.body -> 'steps') with ordinality as n(step, place)
         where not coalesce((n.step ->> 'optional')::boolean, false)
           and not exists (select from grading.work_step r where r.merchant_id = w.merchant_id and r.work_order_id = w.work_order_id
                              and r.operation = o.item ->> 'operation' and r.step = n.place)
        union all
        select '{"text": "serial numbers out and in"}', 0
         where (b.body ->> 'serials')::boolean
           and not exists (select from grading.work_part p where p.merchant_id = w.merchant_id and p.work_order_id = w.work_order_id
                              and p.operation = o.item ->> 'operation' and p.serial_in is not null)) s
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
 order by o.nth, s.place
