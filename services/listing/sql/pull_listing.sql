select l.fragment
  from listing.listing l
 cross join lateral (select 1 from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed') u
 where l.merchant_id = $1::uuid
   and l.collection_id = $2::uuid
   and l.listing_id = $3::uuid
   and l.state = 'live'
