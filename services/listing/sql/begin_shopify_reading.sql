update listing.shopify_connection
   set read_due_at = now(), due_at = greatest(wait_until, least(due_at, now()))
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
