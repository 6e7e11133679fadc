update listing.listing set state = 'withdrawn', changed_at = clock_timestamp() where merchant_id = $1::uuid and listing_id = any ($2::uuid[]) and state = 'live'
