-- Of offers that have ended.
delete from listing.contradiction c
 where c.merchant_id = $1::uuid
   and not exists (select from listing.listing l where l.merchant_id = c.merchant_id and l.listing_id = c.listing_id and l.state = 'live')
