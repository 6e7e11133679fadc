update listing.shopify_connection
   set read_operation = $4::text, read_begun_at = case when $4::text is null then read_begun_at else now() end, read_due_at = now() + interval '1 second' * $5::bigint
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and lease = $3::uuid
