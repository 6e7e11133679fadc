-- Offers as a person changed them ($2), each with its history; $3: who, $4: why, $5: who approved a price below the floor.
with given as materialized (
        select * from jsonb_to_recordset($2::jsonb)
            as g (listing_id uuid, price bigint, compare_at bigint, final_sale boolean, final_sale_set_by text, return_days integer, rule text, fragment text)),
priced as (
        insert into listing.price_edit (merchant_id, listing_id, from_amount, to_amount, currency, reason, changed_by, approved_by)
        select l.merchant_id, l.listing_id, l.price_amount, g.price, l.currency, $4::text, $3::text, $5::text
          from given g
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = g.listing_id and l.price_amount <> g.price),
termed as (
        insert into listing.terms_change (merchant_id, listing_id, from_final_sale, to_final_sale, changed_by)
        select l.merchant_id, l.listing_id, l.final_sale, g.final_sale, $3::text
          from given g
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = g.listing_id and l.final_sale <> g.final_sale),
ruled as (
        update listing.detail d set rule = g.rule from given g where d.merchant_id = $1::uuid and d.listing_id = g.listing_id and d.rule <> g.rule)
update listing.listing l
   set price_amount = g.price, compare_at_amount = nullif(g.compare_at, 0), final_sale = g.final_sale, final_sale_set_by = g.final_sale_set_by, return_days = g.return_days,
       fragment = g.fragment, changed_at = clock_timestamp()
  from given g
 where l.merchant_id = $1::uuid
   and l.listing_id = g.listing_id
   and l.state = 'live'
