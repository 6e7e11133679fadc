update accounts.api_key set revoked_at = coalesce(revoked_at, now()) where key_id = $1::uuid returning 'revoked: ' || key_id
