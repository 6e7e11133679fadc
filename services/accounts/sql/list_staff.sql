select accounts.member_json(s)::text as item, email as key, staff_id as id
  from accounts.staff s
 where (email, staff_id) > ($1::text, $2::uuid)
 order by email, staff_id
 limit $3::bigint
