update listing.shopify_connection
   set sealed_token = $4::text, token_until = $5::timestamptz, sealed_refresh = case when grant_type = 'refresh_token' then $6::text end
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and lease = $3::uuid
   and sealed_refresh is not distinct from $7::text
