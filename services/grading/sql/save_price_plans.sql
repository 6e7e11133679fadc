-- Plans of one batch; one that stays as it is is not written.
insert into grading.price_plan as p (merchant_id, listing_id, plan_version, policy_version, estimate_version, due, amounts, expected_net)
select $1::uuid, n.listing_id, $2::integer, $3::integer, $4::integer, n.due, n.amounts, n.net
  from (select x.listing_id::uuid as listing_id, x.due::timestamptz[] as due, x.amounts::bigint[] as amounts, x.net::bigint as net
          from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as x(listing_id, due, amounts, net)) n
  left join grading.price_plan o on o.merchant_id = $1::uuid and o.listing_id = n.listing_id
 where o.listing_id is null or (o.due, o.amounts) is distinct from (n.due, n.amounts)
    on conflict (merchant_id, listing_id) do update
   set plan_version = excluded.plan_version, policy_version = excluded.policy_version, estimate_version = excluded.estimate_version, due = excluded.due,
       amounts = excluded.amounts, expected_net = excluded.expected_net, planned_at = now()
