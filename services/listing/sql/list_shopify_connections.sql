select v.item::text as item, v.created_at::text as key, v.connection_id as id
  from listing.shopify_connection_view v
 where v.merchant_id = $1::uuid
   and (v.created_at, v.connection_id) > ($2::timestamptz, $3::uuid)
 order by v.created_at, v.connection_id
 limit $4::bigint
