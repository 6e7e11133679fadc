with gone as (delete from accounts.session where station_id = $1::uuid),
     revoked as (update accounts.station set revoked_at = coalesce(revoked_at, now()), token_hash = null where station_id = $1::uuid returning station_id),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject) select gen_random_uuid(), 'operator', 'station.revoked', station_id::text from revoked)
select 'revoked: ' || station_id from revoked
