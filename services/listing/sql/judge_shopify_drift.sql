-- Where the shop differs from what it confirmed before the read-back began. What is on its way at this moment is not judged.
with judged as (
        select p.listing_id,
               (select jsonb_agg(jsonb_build_object('what', d.what, 'ours', d.ours, 'theirs', d.theirs))
                  from (select 'missing' as what, 'in the shop' as ours, null as theirs where p.wanted and coalesce(p.seen_at < $3::timestamptz, true)
                        union all
                        select 'price', p.sent_price::text, p.seen_price::text where p.wanted and p.seen_at >= $3::timestamptz and p.seen_price <> p.sent_price
                        union all
                        select 'stock', p.sent_stock::text, p.seen_stock::text where p.seen_at >= $3::timestamptz and coalesce(p.seen_stock, 0) <> p.sent_stock
                        union all
                        select 'tag', p.sent_tag::text, p.seen_tag::text where p.wanted and p.seen_at >= $3::timestamptz and p.seen_tag <> p.sent_tag
                        union all
                        select 'published', p.sent_published::text, p.seen_published::text where p.seen_at >= $3::timestamptz and p.seen_published <> p.sent_published) d) as drift
          from listing.shopify_product p
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.step in ('done', 'ended')
           and p.due_at is null
           and p.product_gid is not null
           and p.sent_at < $3::timestamptz),
written as (
        update listing.shopify_product p
           set drift = j.drift
          from judged j
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.listing_id = j.listing_id
           and p.drift is distinct from j.drift
        returning 1)
update listing.shopify_connection c
   set read_operation = null, read_at = now(), read_products = $5::integer, read_unknown = $6::integer,
       read_due_at = date_trunc('day', now()) + interval '1 day 3 hours' + interval '1 hour' * random()
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   and c.lease = $4::uuid
   and (select count(*) from written) >= 0
