update accounts.staff s
   set name = coalesce($2::text, name), roles = coalesce($3::text[], roles), password_hash = coalesce($4::text, password_hash),
       disabled_at = case when $5::boolean then coalesce(disabled_at, now()) when not $5::boolean then null else disabled_at end
 where staff_id = $1::uuid
returning accounts.member_json(s)::text as item
