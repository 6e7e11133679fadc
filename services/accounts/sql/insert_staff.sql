insert into accounts.staff as s (staff_id, email, name, password_hash, roles)
values ($1::uuid, lower($2::text), $3::text, $4::text, $5::text[])
returning accounts.member_json(s)::text as item
