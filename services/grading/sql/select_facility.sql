select from accounts.facility_view where facility_id = $1::uuid
