select staff_id, name, password_hash from accounts.staff where email = lower($1::text) and disabled_at is null
