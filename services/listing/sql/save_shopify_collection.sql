update listing.shopify_collection
   set gid = $5::text, sent_digest = $6::text, published = $7::boolean, attempts = $8::integer, problem = $9::text, detail = $10::text,
       due_at = now() + interval '1 millisecond' * $11::bigint, sent_logo = $12::text
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and collection_id = $3::uuid
   and kind = $4::text
