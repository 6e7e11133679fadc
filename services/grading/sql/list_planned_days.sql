-- When each of the next days begins in the merchant's time zone, today first: a step of today is due at once.
select rp.iso(case when d = 0 then date_trunc('hour', now()) else ((now() at time zone m.time_zone)::date + d)::timestamp at time zone m.time_zone end) as starts_at
  from accounts.merchant_view m, generate_series(0, $2::integer) d
 where m.merchant_id = $1::uuid
 order by d
