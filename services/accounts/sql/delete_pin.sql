delete from accounts.pin where staff_id = $1::uuid
