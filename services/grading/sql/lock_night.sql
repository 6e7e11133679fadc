-- How the night's work of a merchant stands; no row: it is done, or another process does it.
select n.stage, n.wanted_by, n.after, n.plan_version, extract(doy from now() at time zone m.time_zone)::integer - 1 as day
  from grading.night n
  join accounts.merchant_view m on m.merchant_id = n.merchant_id
 where n.merchant_id = $1::uuid
   and (n.stage is not null or n.wanted_by is not null or n.done_for is distinct from (now() at time zone m.time_zone - interval '2 hours')::date)
   for update of n skip locked
