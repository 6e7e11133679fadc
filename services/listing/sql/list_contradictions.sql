-- What was found last comes first.
select json_build_object('found_at', rp.iso(c.found_at), 'listing', listing.listing_json(c.merchant_id, c.listing_id))::text as item, c.found_at::text as key, c.listing_id as id
  from listing.contradiction c
 where c.merchant_id = $1::uuid
   and (c.found_at, c.listing_id) < ($2::timestamptz, $3::uuid)
 order by c.found_at desc, c.listing_id desc
 limit $4::bigint
