-- Nothing that the shop was told before counts. Photos that became files there stay.
with again as (
        update listing.shopify_product p
           set step = case when p.wanted then 'photos' else 'stop' end, sent_digest = case when p.product_gid is null then p.sent_digest end, sent_metafields = null,
               sent_stock = null, sent_published = null, stock_key = null, stock_from = null, stock_to = null, again = p.again + 1, due_at = now(), attempts = 0,
               problem = null, detail = null, drift = null
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.listing_id = $3::uuid
        returning p.listing_id),
photos as (
        update listing.shopify_photo f
           set source = null
          from again a
         where f.merchant_id = $1::uuid
           and f.connection_id = $2::uuid
           and f.listing_id = a.listing_id
           and f.gid is null
        returning 1)
update listing.shopify_connection c
   set due_at = case when c.state <> 'broken' then greatest(c.wait_until, least(c.due_at, now())) end
  from again
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
