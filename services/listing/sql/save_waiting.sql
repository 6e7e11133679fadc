update listing.collection set waiting_at = $3::timestamptz, waiting_unit = $4::uuid where merchant_id = $1::uuid and collection_id = $2::uuid
