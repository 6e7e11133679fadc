-- Looked at again each day: a name or a description may have changed.
update listing.shopify_collection
   set due_at = coalesce(due_at, now()), problem = null, detail = null, attempts = 0
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
