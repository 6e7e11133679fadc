select merchant_id, collection_id from listing.handle where handle = $1::text
