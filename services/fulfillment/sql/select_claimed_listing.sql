-- The offer that a claim is on, where that is of the same pool as the one that was asked for.
select c.listing_id::text
  from fulfillment.claim c
  join listing.pool_view v on v.merchant_id = c.merchant_id and v.listing_id = c.listing_id
 where c.merchant_id = $1::uuid
   and c.claim_id = $2::uuid
   and v.pool_id = coalesce((select a.pool_id from listing.pool_view a where a.merchant_id = $1::uuid and a.listing_id = $3::uuid), $3::uuid)
