-- No row: the time zone is not one PostgreSQL knows.
with added as (
        insert into accounts.facility (facility_id, name, address, time_zone)
        select $1::uuid, $2::text, '{}', t.name from pg_timezone_names t where t.name = $3::text
        returning facility_id, name),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject) select gen_random_uuid(), 'operator', 'facility.added', name from added)
select 'facility_id: ' || facility_id from added
