-- As list_listings, with words in the title that begin so, or of one plate ($4).
select listing.listing_json($1::uuid, f.listing_id)::text as item, f.published_at::text as key, f.listing_id as id
  from listing.find_listings($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::timestamptz, $7::uuid, $8::bigint) f
 order by f.published_at desc, f.listing_id desc
