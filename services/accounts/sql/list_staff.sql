select json_build_object('staff_id', staff_id, 'email', email, 'name', name, 'roles', roles, 'disabled_at', rp.iso(disabled_at),
                         'created_at', rp.iso(created_at))::text as item, email as key, staff_id as id
  from accounts.staff
 where (email, staff_id) > ($1::text, $2::uuid)
 order by email, staff_id
 limit $3::bigint
