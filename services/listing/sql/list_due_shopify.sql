-- Shops that wait for a turn, longest first; those in trouble ($1) by themselves.
select c.merchant_id, c.connection_id
  from listing.shopify_connection c
 where c.due_at <= now()
   and c.leased_until < now()
   and (c.failures > 0 or c.slow) = $1::boolean
 order by c.due_at
 limit 8
