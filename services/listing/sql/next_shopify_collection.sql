select k.collection_id, k.kind, k.gid, k.sent_digest, k.published, k.attempts, c.handle, c.name, c.description, t.final_sale_tag as final_tag, o.logo, o.logo_type,
       k.sent_logo
  from listing.shopify_collection k
  join listing.collection c on c.merchant_id = k.merchant_id and c.collection_id = k.collection_id
  left join lateral (select x.final_sale_tag from listing.terms x where x.merchant_id = k.merchant_id and x.collection_id = k.collection_id order by x.version desc limit 1) t on true
  left join listing.look o on o.merchant_id = k.merchant_id and o.collection_id = k.collection_id
 where k.merchant_id = $1::uuid
   and k.connection_id = $2::uuid
   and k.due_at <= now()
 order by k.due_at
 limit 1
