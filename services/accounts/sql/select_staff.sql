select json_build_object('staff_id', staff_id, 'email', email, 'name', name, 'roles', roles, 'disabled_at', rp.iso(disabled_at),
                         'created_at', rp.iso(created_at))::text as item
  from accounts.staff
 where staff_id = $1::uuid
