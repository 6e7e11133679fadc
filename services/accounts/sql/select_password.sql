select password_hash, number from accounts.staff where staff_id = $1::uuid and disabled_at is null
