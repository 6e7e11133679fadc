select photo_id, sha256, alt, source, gid, ready
  from listing.shopify_photo
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and listing_id = $3::uuid
 order by place, photo_id
