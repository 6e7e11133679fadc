with added as (
        insert into accounts.staff (staff_id, email, name, password_hash, roles) values ($1::uuid, lower($2::text), $3::text, $4::text, $5::text[])
        returning staff_id, email, roles),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject, detail)
        select gen_random_uuid(), 'operator', 'staff.added', email, jsonb_build_object('roles', roles) from added)
select 'staff_id: ' || staff_id from added
