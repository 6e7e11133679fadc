select exists (select from accounts.staff)::text as anybody
