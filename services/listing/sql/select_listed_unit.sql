select unit_id, state from listing.listing where merchant_id = $1::uuid and listing_id = $2::uuid
