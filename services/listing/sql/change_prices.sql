-- Prices by plan, each with its history; compare_at 0: none.
with new as (
        select n.listing_id::uuid as listing_id, n.price::bigint as price, nullif(n.compare_at::bigint, 0) as compare_at, n.fragment
          from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as n(listing_id, price, compare_at, fragment)),
kept as (
        insert into listing.price_change (merchant_id, listing_id, from_amount, to_amount, currency, because, plan_version, changed_by)
        select l.merchant_id, l.listing_id, l.price_amount, n.price, l.currency, 'plan', p.plan_version, 'system:prices'
          from new n
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = n.listing_id and l.price_amount <> n.price
          join listing.price_plan p on p.merchant_id = l.merchant_id and p.listing_id = l.listing_id)
update listing.listing l
   set price_amount = n.price, compare_at_amount = n.compare_at, fragment = n.fragment, changed_at = clock_timestamp()
  from new n
 where l.merchant_id = $1::uuid
   and l.listing_id = n.listing_id
   and l.state = 'live'
