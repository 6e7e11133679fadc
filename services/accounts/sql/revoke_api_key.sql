update accounts.api_key set revoked_at = coalesce(revoked_at, now()) where merchant_id = $1::uuid and key_id = $2::uuid
