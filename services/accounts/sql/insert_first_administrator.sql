-- Only while there is nobody; two that start at once are kept apart by the lock.
with alone as (select pg_advisory_xact_lock(72617))
insert into accounts.staff (staff_id, email, name, password_hash, roles)
select $1::uuid, lower($2::text), 'Administrator', $3::text, '{administrator}' from alone
 where not exists (select from accounts.staff)
