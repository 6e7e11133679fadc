select exists (select from accounts.staff where 'administrator' = any (roles) and disabled_at is null)::text as anybody
