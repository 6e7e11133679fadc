select staff_id, name, password_hash, roles && array['administrator', 'supervisor'] as trusted
  from accounts.staff where email = lower($1::text) and disabled_at is null
