select waiting_at::text as at, waiting_unit as unit_id
  from listing.collection
 where merchant_id = $1::uuid
   and collection_id = $2::uuid
   and waiting_at is not null
   for update skip locked
