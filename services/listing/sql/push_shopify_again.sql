-- Nothing that the shop was told before counts.
with again as (
        update listing.shopify_product p
           set step = case when p.wanted then 'photos' else 'stop' end, sent_digest = null, sent_metafields = null, sent_stock = null, sent_published = null, stock_key = null,
               due_at = now(), attempts = 0, problem = null, detail = null, drift = null
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.listing_id = $3::uuid
        returning p.listing_id)
update listing.shopify_connection c
   set due_at = case c.state when 'broken' then c.due_at else least(c.due_at, now()) end
  from again
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
