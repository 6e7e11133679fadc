-- Off sale: nothing of it is wanted in the shop.
with product as (
        update listing.shopify_product p
           set wanted = false, step = 'stop', again = p.again + 1, due_at = now(), attempts = 0, problem = null, detail = null
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.collection_id = $3::uuid
           and p.wanted
        returning p.listing_id),
due as (
        update listing.shopify_connection c
           set due_at = greatest(c.wait_until, least(c.due_at, now()))
         where c.merchant_id = $1::uuid
           and c.connection_id = $2::uuid
           and c.state <> 'broken'
           and exists (select from product)
        returning 1)
update listing.shopify_collection k
   set live = false
 where k.merchant_id = $1::uuid
   and k.connection_id = $2::uuid
   and k.collection_id = $3::uuid
   and k.kind = 'programme'
   and (select count(*) from due) >= 0
