-- Offers that are to be looked at anew: a shop cannot be told that they are final sale, and that is not said of them yet; or it is said, and is so no more.
select v.listing_id
  from listing.shopify_unmarked_view v
 where v.merchant_id = $1::uuid
   and v.connection_id = $2::uuid
   and not exists (select from listing.contradiction x where x.merchant_id = v.merchant_id and x.listing_id = v.listing_id and x.faults @> '[{"code":"final-sale-unmarked"}]')
 union all
select x.listing_id
  from listing.contradiction x
 where x.merchant_id = $1::uuid
   and x.faults @> '[{"code":"final-sale-unmarked"}]'
   and not exists (select from listing.shopify_unmarked_view v where v.merchant_id = x.merchant_id and v.listing_id = x.listing_id)
   and exists (select from listing.listing l where l.merchant_id = x.merchant_id and l.listing_id = x.listing_id and l.state = 'live')
 limit 200
