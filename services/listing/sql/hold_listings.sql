-- The units of these live offers that are listed and that nobody moves, held until the transaction ends: their offers.
select l.listing_id
  from ledger.hold_listed($1::uuid, array(select l.unit_id from listing.listing l where l.merchant_id = $1::uuid and l.listing_id = any ($2::uuid[]) and l.state = 'live')) h(unit_id)
  join listing.listing l on l.merchant_id = $1::uuid and l.unit_id = h.unit_id and l.listing_id = any ($2::uuid[]) and l.state = 'live'
