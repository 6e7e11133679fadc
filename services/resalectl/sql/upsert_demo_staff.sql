insert into accounts.staff (staff_id, email, name, password_hash, roles) values ($1::uuid, $2::text, $3::text, $4::text, $5::text[])
    on conflict (email) do update set password_hash = excluded.password_hash, roles = excluded.roles, disabled_at = null
