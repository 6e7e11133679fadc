insert into accounts.staff (staff_id, email, name, password_hash, roles)
values ($1::uuid, lower($2::text), $3::text, $4::text, $5::text[])
returning json_build_object('staff_id', staff_id, 'email', email, 'name', name, 'roles', roles, 'disabled_at', rp.iso(disabled_at),
                         'created_at', rp.iso(created_at))::text as item
