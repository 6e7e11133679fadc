-- No row: the time zone is not one PostgreSQL knows.
with known as (select name from pg_timezone_names where name = $7::text),
     registered as (select ledger.register($1::uuid) as number from known)
insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)
select $1::uuid, $2::text, $3::text, $4::text, $5::boolean, $6::text, known.name from known, registered where registered.number > 0
returning json_build_object('merchant_id', merchant_id, 'name', name, 'slug', slug, 'plan', plan, 'resale_included', resale_included,
                         'currency', currency, 'time_zone', time_zone, 'created_at', rp.iso(created_at))::text as item
