select staff_id as id, name, to_json(roles)::text as grants from accounts.session_view where token_hash = $1::text and expires_at > now()
