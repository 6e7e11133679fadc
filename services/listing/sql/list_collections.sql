select listing.collection_json(c.merchant_id, c.collection_id)::text as item, c.created_at::text as key, c.collection_id as id
  from listing.collection c
 where c.merchant_id = $1::uuid
   and (c.created_at, c.collection_id) > ($2::timestamptz, $3::uuid)
 order by c.created_at, c.collection_id
 limit $4::bigint
