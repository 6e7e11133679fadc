delete from accounts.session where staff_id = $1::uuid
