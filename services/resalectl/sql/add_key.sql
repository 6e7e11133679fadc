-- No row: no such merchant.
with added as (
        insert into accounts.api_key (merchant_id, key_id, name, prefix, key_hash, scopes)
        select m.merchant_id, $2::uuid, $3::text, $4::text, $5::text, $6::text[] from accounts.merchant m where m.slug = $1::text
        returning merchant_id, key_id),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject, detail)
        select gen_random_uuid(), 'operator', 'key.added', merchant_id::text, jsonb_build_object('key_id', key_id) from added)
select 'key_id: ' || key_id from added
