-- No row: the time zone is not one PostgreSQL knows.
insert into accounts.facility (facility_id, name, address, time_zone)
select $1::uuid, $2::text, $3::jsonb, t.name from pg_timezone_names t where t.name = $4::text
returning json_build_object('facility_id', facility_id, 'name', name, 'address', address, 'time_zone', time_zone,
                         'created_at', rp.iso(created_at))::text as item
