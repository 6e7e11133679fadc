-- The next plans of a merchant that changed since they were taken over, in the order of their listings. What was planned for later nights comes with those.
with next as materialized (
        select p.listing_id, p.plan_version, p.due, p.amounts
          from grading.price_plan_view p
          join listing.plan_taken t on t.merchant_id = p.merchant_id
         where p.merchant_id = $1::uuid
           and p.plan_version > t.plan_version
           and p.plan_version <= $2::integer
           and ($3::uuid is null or p.listing_id > $3::uuid)
         order by p.listing_id
         limit $4::bigint),
taken as (
        insert into listing.price_plan (merchant_id, listing_id, plan_version, due, amounts, next_due)
        select l.merchant_id, l.listing_id, n.plan_version, n.due, n.amounts, n.due[1]
          from next n
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = n.listing_id and l.state = 'live'
            on conflict (merchant_id, listing_id) do update
           set plan_version = excluded.plan_version, due = excluded.due, amounts = excluded.amounts, next_due = excluded.next_due),
shown as (
        update listing.listing l
           set fragment = listing.until(l.fragment, n.due[1])
          from next n
         where l.merchant_id = $1::uuid
           and l.listing_id = n.listing_id
           and l.state = 'live'
           and l.fragment <> listing.until(l.fragment, n.due[1])
        returning l.listing_id)
select count(*) as looked_at, max(listing_id::text)::uuid as last, (select coalesce(array_agg(listing_id), '{}') from shown)::text as shown from next
