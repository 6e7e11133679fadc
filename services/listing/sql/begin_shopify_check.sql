-- Also of one that was given up: the person who asks may have mended it.
update listing.shopify_connection
   set checked_at = null, due_at = now(), wait_until = '-infinity', failures = 0, state = case state when 'broken' then 'active' else state end
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
