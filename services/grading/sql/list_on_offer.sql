-- What a merchant has on offer, in the order of its listings: its product's factor, what each cost new, its price and for how long it stands, its days on offer.
with offers as materialized (
        select l.*, coalesce(v.product_type, '*') as product_type, coalesce(v.product_id, v.sku) as product,
               coalesce(l.compare_at_amount, case when v.currency = l.currency then v.price_amount end, 0) as price_new
          from (select * from listing.outcome_view x
                 where x.merchant_id = $1::uuid and x.state = 'live' and x.currency = $3::text and ($2::uuid is null or x.listing_id > $2::uuid)
                 order by x.listing_id limit $4::bigint) l
          left join intake.unit_view v on v.merchant_id = l.merchant_id and v.unit_id = l.unit_id),
known as materialized (
        select distinct on (f.product) f.product, f.factor from grading.product_factor f
         where f.merchant_id = $1::uuid and f.product in (select o.product from offers o) order by f.product, f.version desc)
select l.listing_id, l.unit_id, coalesce(k.factor, 1000)::bigint as factor, l.product_type, l.grade, l.price_amount as price, l.price_new,
       greatest(0, date_part('epoch', now() - l.published_at) / 86400)::bigint as age,
       greatest(0, date_part('epoch', now() - coalesce((select max(c.changed_at) from listing.price_change_view c
                                                         where c.merchant_id = l.merchant_id and c.listing_id = l.listing_id), l.published_at)) / 86400)::bigint as held
  from offers l
  left join known k on k.product = l.product
 order by l.listing_id
