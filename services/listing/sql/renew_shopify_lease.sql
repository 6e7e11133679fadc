update listing.shopify_connection
   set leased_until = now() + interval '60 seconds'
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and lease = $3::uuid
