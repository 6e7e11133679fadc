select accounts.member_json(s)::text as item from accounts.staff s where staff_id = $1::uuid
