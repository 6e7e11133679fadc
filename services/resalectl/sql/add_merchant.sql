-- No row: the time zone is not one PostgreSQL knows.
with known as (select name from pg_timezone_names where name = $5::text),
     registered as (insert into ledger.merchant (merchant_id) select $1::uuid from known returning merchant_id),
     added as (
        insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)
        select r.merchant_id, $2::text, $3::text, case when $6::boolean then 'plus' else 'basic' end, $6::boolean, $4::text, known.name from known, registered r
        returning merchant_id, slug),
     audited as (
        insert into accounts.audit (audit_id, actor, action, subject) select gen_random_uuid(), 'operator', 'merchant.added', slug from added)
select 'merchant_id: ' || merchant_id from added
