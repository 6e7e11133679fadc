-- Followed from the beginning when it goes on sale. No row: another process has it.
select case when k.live then k.version else 0 end as version
  from listing.shopify_collection k
 where k.merchant_id = $1::uuid
   and k.connection_id = $2::uuid
   and k.collection_id = $3::uuid
   and k.kind = 'programme'
   for update skip locked
