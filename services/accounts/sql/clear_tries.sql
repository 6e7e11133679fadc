with person as (update accounts.pin set wrong = 0, locked_until = null where staff_id = $2::uuid)
update accounts.station set wrong = 0, locked_until = null where station_id = $1::uuid
