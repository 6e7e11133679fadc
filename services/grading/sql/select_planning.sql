-- A unit as planning finds it, and what holds at its facility.
select u.state, u.product_type, v.facility_id, m.currency, coalesce(s.version, 0) as setting_version,
       coalesce((s.body -> 'limits' ->> 'planned')::bigint, 0) as limit_planned, coalesce((s.body -> 'limits' ->> 'working')::bigint, 0) as limit_working,
       coalesce((select (r.rate ->> 'amount')::bigint from jsonb_array_elements(s.body -> 'rates') as r(rate) where r.rate ->> 'currency' = m.currency), 0) as rate,
       exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open') as has_open,
       (select g.grade_id from grading.grade g where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id and g.trip = u.trip
         order by g.graded_at desc, g.grade_id desc limit 1) as grade_before
  from ledger.unit u
  join accounts.merchant_view m on m.merchant_id = u.merchant_id
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
  left join lateral (select x.version, x.body from grading.work_setting x where x.facility_id = v.facility_id order by x.version desc limit 1) s on true
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
