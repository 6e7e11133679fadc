-- What was found of these offers ($2: listing_id, faults, fragment with what it was, body). Those whose words changed are returned; who changed one meanwhile goes before.
with given as materialized (
        select * from jsonb_to_recordset($2::jsonb) as g (listing_id uuid, faults jsonb, fragment text, was text, body text)),
mended as (
        delete from listing.contradiction c using given g
         where c.merchant_id = $1::uuid and c.listing_id = g.listing_id and g.faults = '[]'),
found as (
        insert into listing.contradiction as c (merchant_id, listing_id, faults)
        select $1::uuid, g.listing_id, g.faults from given g where g.faults <> '[]'
            on conflict (merchant_id, listing_id) do update set faults = excluded.faults where c.faults <> excluded.faults),
shown as (
        update listing.listing l set fragment = g.fragment
          from given g
         where l.merchant_id = $1::uuid and l.listing_id = g.listing_id and l.state = 'live' and l.fragment = g.was and g.fragment <> g.was
        returning l.listing_id),
kept as (
        update listing.detail d set body = g.body
          from given g
          join shown s on s.listing_id = g.listing_id
         where d.merchant_id = $1::uuid and d.listing_id = g.listing_id)
select listing_id from shown
