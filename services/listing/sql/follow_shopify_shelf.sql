-- What the shelf says since version $4, up to $5 listings of it: each is wanted in the shop, or not any more. Where fewer came, all of the shelf is known.
with next as materialized (
        select e.listing_id, e.version, e.fragment is not null as wanted, e.fragment::jsonb ->> 'handle' as handle
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $3::uuid
           and e.version > $4::bigint
           and e.until is null
         order by e.version
         limit $5::bigint),
product as (
        insert into listing.shopify_product (merchant_id, connection_id, listing_id, collection_id, handle, wanted, version, step, final_sale)
        select $1::uuid, $2::uuid, n.listing_id, $3::uuid,
               coalesce(n.handle, trim(both '-' from left(regexp_replace(lower(l.title), '[^a-z0-9]+', '-', 'g'), 60)) || '-' || right(n.listing_id::text, 12)),
               n.wanted, n.version, case when n.wanted then 'photos' else 'stop' end, l.final_sale
          from next n
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = n.listing_id
         where n.wanted
            or exists (select from listing.shopify_product p where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.listing_id = n.listing_id)
            on conflict (merchant_id, connection_id, listing_id) do update
           set wanted = excluded.wanted, version = excluded.version, step = excluded.step, again = shopify_product.again + 1, due_at = now(), attempts = 0,
               problem = null, detail = null, final_sale = excluded.final_sale
         where excluded.version > shopify_product.version or excluded.wanted <> shopify_product.wanted
        returning listing_id),
final as (
        insert into listing.shopify_collection (merchant_id, connection_id, collection_id, kind)
        select $1::uuid, $2::uuid, $3::uuid, 'final_sale'
         where exists (select from next n join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = n.listing_id where n.wanted and l.final_sale)
            on conflict do nothing
        returning 1),
due as (
        update listing.shopify_connection c
           set due_at = greatest(c.wait_until, least(c.due_at, now()))
         where c.merchant_id = $1::uuid
           and c.connection_id = $2::uuid
           and c.state <> 'broken'
           and exists (select from product)
        returning 1),
moved as (
        update listing.shopify_collection k
           set live = true, version = case when (select count(*) from next) < $5::bigint
                                           then (select s.version from listing.shelf s where s.merchant_id = $1::uuid and s.collection_id = $3::uuid)
                                           else (select max(version) from next) end
         where k.merchant_id = $1::uuid
           and k.connection_id = $2::uuid
           and k.collection_id = $3::uuid
           and k.kind = 'programme'
        returning 1)
select (select count(*) from next) as taken, (select count(*) from final) + (select count(*) from due) + (select count(*) from moved) as written
