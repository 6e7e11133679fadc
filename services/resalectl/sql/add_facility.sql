insert into accounts.facility (facility_id, name, address, time_zone)
select $1::uuid, $2::text, '{}', t.name from pg_timezone_names t where t.name = $3::text
returning 'facility_id: ' || facility_id
