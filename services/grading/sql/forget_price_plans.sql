-- Of what is no longer offered.
delete from grading.price_plan p
 where p.merchant_id = $1::uuid
   and not exists (select from listing.outcome_view l where l.merchant_id = p.merchant_id and l.listing_id = p.listing_id and l.state = 'live')
