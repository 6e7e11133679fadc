-- What labour on a unit costs: the rate of its facility in its merchant's currency, 0 where none is set; and which operations were done or failed on this trip.
select u.product_type, m.currency,
       (select coalesce(json_agg(o.one ->> 'operation'), '[]')::text
          from grading.work_order w
         cross join lateral jsonb_array_elements(w.operations) as o(one)
         where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip and w.state in ('done', 'failed')) as tried,
       coalesce((select (r.rate ->> 'amount')::bigint
                   from (select s.body from grading.work_setting s where s.facility_id = v.facility_id order by s.version desc limit 1) now
                  cross join lateral jsonb_array_elements(now.body -> 'rates') as r(rate)
                  where r.rate ->> 'currency' = m.currency), 0) as rate
  from ledger.unit u
  join accounts.merchant_view m on m.merchant_id = u.merchant_id
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
