-- No row: there is no such facility.
insert into accounts.station as s (station_id, name, facility_id, idle_minutes)
select $1::uuid, $2::text, f.facility_id, $4::bigint from accounts.facility f where f.facility_id = $3::uuid
returning accounts.station_json(s)::text as item
