with changed as (update accounts.staff set password_hash = $2::text where email = lower($1::text) returning staff_id),
     ended as (delete from accounts.session s using changed c where s.staff_id = c.staff_id)
select 'staff_id: ' || staff_id from changed
