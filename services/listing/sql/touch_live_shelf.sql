-- Terms of a collection that is live are others: whoever keeps answers looks again.
update listing.shelf s
   set version = s.version + 1
  from listing.collection c
 where s.merchant_id = $1::uuid
   and s.collection_id = $2::uuid
   and c.merchant_id = s.merchant_id
   and c.collection_id = s.collection_id
   and c.state = 'live'
