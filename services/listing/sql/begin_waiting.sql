-- What waits is looked at from the beginning, when the collection sells.
update listing.collection
   set waiting_at = '-infinity', waiting_unit = '00000000-0000-0000-0000-000000000000'
 where merchant_id = $1::uuid
   and collection_id = $2::uuid
   and state = 'live'
