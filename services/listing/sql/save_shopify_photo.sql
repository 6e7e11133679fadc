update listing.shopify_photo
   set source = $5::text, gid = $6::text, ready = $7::boolean
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and listing_id = $3::uuid
   and photo_id = $4::uuid
