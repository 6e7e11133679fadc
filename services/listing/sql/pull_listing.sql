select e.fragment
  from listing.edition e
 where e.merchant_id = $1::uuid
   and e.collection_id = $2::uuid
   and e.listing_id = $3::uuid
   and e.until is null
