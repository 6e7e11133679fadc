update accounts.staff
   set name = coalesce($2::text, name), roles = coalesce($3::text[], roles), password_hash = coalesce($4::text, password_hash),
       disabled_at = case when $5::boolean then coalesce(disabled_at, now()) when not $5::boolean then null else disabled_at end
 where staff_id = $1::uuid
returning json_build_object('staff_id', staff_id, 'email', email, 'name', name, 'roles', roles, 'disabled_at', rp.iso(disabled_at),
                         'created_at', rp.iso(created_at))::text as item
