-- The plan is whole.
update grading.night n
   set stage = null, after = null, planned = planned + $2::bigint, changed = changed + $3::bigint, finished_at = now(),
       plan_version = plan_version + (changed + $3::bigint > 0)::integer,
       done_for = (select (now() at time zone m.time_zone - interval '2 hours')::date from accounts.merchant_view m where m.merchant_id = n.merchant_id)
 where merchant_id = $1::uuid
