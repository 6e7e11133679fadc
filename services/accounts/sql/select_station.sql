select station_id from accounts.station where token_hash = $1::text
