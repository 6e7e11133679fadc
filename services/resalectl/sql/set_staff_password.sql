with changed as (update accounts.staff set password_hash = $2::text where email = lower($1::text) returning staff_id),
     ended as (delete from accounts.session s using changed c where s.staff_id = c.staff_id),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject) select gen_random_uuid(), 'operator', 'staff.password_set', staff_id::text from changed)
select 'staff_id: ' || staff_id from changed
