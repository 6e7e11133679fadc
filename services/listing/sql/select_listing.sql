select listing.listing_json($1::uuid, $2::uuid)::text as item
