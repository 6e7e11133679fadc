update listing.listing
   set state = $3::text, changed_at = clock_timestamp()
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and state = 'live'
   and published_at <= $4::timestamptz
