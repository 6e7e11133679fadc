-- Of what is no longer offered.
delete from listing.price_plan p
 where p.merchant_id = $1::uuid
   and not exists (select from listing.listing l where l.merchant_id = p.merchant_id and l.listing_id = p.listing_id and l.state = 'live')
