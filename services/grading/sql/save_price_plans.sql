-- Plans of one batch; one that stays as it is is not written. A step is due as the day begins in the merchant's time zone, one of today at once.
with day as (
        select m.time_zone, (now() at time zone m.time_zone)::date as today from accounts.merchant_view m where m.merchant_id = $1::uuid),
new as (
        select n.listing_id::uuid as listing_id, n.amounts::bigint[] as amounts, n.net::bigint as net,
               (select coalesce(array_agg(case when d.days = 0 then date_trunc('hour', now()) else (today + d.days)::timestamp at time zone time_zone end order by d.place), '{}')
                  from unnest(n.days::integer[]) with ordinality as d(days, place)) as due
          from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as n(listing_id, days, amounts, net), day)
insert into grading.price_plan as p (merchant_id, listing_id, plan_version, policy_version, estimate_version, due, amounts, expected_net)
select $1::uuid, listing_id, $2::integer, $3::integer, $4::integer, due, amounts, net from new
    on conflict (merchant_id, listing_id) do update
   set plan_version = excluded.plan_version, policy_version = excluded.policy_version, estimate_version = excluded.estimate_version, due = excluded.due,
       amounts = excluded.amounts, expected_net = excluded.expected_net, planned_at = now()
 where (p.due, p.amounts) is distinct from (excluded.due, excluded.amounts)
