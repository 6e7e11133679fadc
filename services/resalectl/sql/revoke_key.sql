with revoked as (update accounts.api_key set revoked_at = coalesce(revoked_at, now()) where key_id = $1::uuid returning key_id),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject) select gen_random_uuid(), 'operator', 'key.revoked', key_id::text from revoked)
select 'revoked: ' || key_id from revoked
