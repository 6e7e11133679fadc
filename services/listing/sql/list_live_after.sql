select l.listing_id, l.unit_id from listing.listing l
 where l.merchant_id = $1::uuid
   and l.state = 'live'
   and ($2::uuid is null or l.listing_id > $2::uuid)
 order by l.listing_id
 limit $3::bigint
