select distinct g.listing_id from listing.regroup($1::uuid, $2::uuid[]) g(listing_id)
