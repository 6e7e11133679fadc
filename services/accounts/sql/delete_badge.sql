delete from accounts.badge where staff_id = $1::uuid
