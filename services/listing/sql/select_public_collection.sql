select merchant_id, collection_id, state, version, since_from from listing.public_collection where handle = $1::text
