-- What has been off sale for a week is archived, one every two seconds, so that nothing else waits for it; the rest another night.
update listing.shopify_product p
   set step = 'archive', attempts = 0, due_at = now() + interval '2 seconds' * o.place
  from (select e.listing_id, row_number() over (order by e.sent_at) as place
          from (select listing_id, sent_at from listing.shopify_product
                 where merchant_id = $1::uuid and connection_id = $2::uuid and step = 'ended' and sent_digest is distinct from 'archived' and product_gid is not null
                   and sent_at < now() - interval '7 days'
                 order by sent_at
                 limit 2000) e) o
 where p.merchant_id = $1::uuid
   and p.connection_id = $2::uuid
   and p.listing_id = o.listing_id
   and p.step = 'ended'
   and p.due_at is null
