-- Offers as they are made; one of a trip that is over ends.
with given as materialized (
        select * from jsonb_to_recordset($2::jsonb)
            as g (listing_id uuid, collection_id uuid, unit_id uuid, title text, grade text, condition text, condition_text text, price bigint, currency text, compare_at bigint,
                  final_sale boolean, final_sale_set_by text, return_days integer, policy_version integer, fragment text, published_at timestamptz, handle text, rule text, body text, product text)),
retired as (
        update listing.listing l set state = 'withdrawn', changed_at = clock_timestamp()
          from given g
         where l.merchant_id = $1::uuid and l.unit_id = g.unit_id and l.state = 'live'
        returning l.listing_id),
made as (
        insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency, compare_at_amount,
                                     final_sale, final_sale_set_by, return_days, policy_version, fragment, published_at, product)
        select $1::uuid, g.listing_id, g.collection_id, g.unit_id, g.title, g.grade, g.condition, g.condition_text, g.price, g.currency, nullif(g.compare_at, 0),
               g.final_sale, g.final_sale_set_by, g.return_days, g.policy_version, g.fragment, g.published_at, g.product
          from given g
         where (select count(*) from retired) >= 0),   -- the old ones first
swept as (
        insert into listing.sweep (merchant_id, due_at) select $1::uuid, now() + interval '1 hour'
         where not exists (select from listing.sweep s where s.merchant_id = $1::uuid)
            on conflict do nothing)
insert into listing.detail (merchant_id, listing_id, collection_id, handle, rule, body)
select $1::uuid, g.listing_id, g.collection_id, g.handle, g.rule, g.body from given g
