-- How long a merchant's units stood on offer, and how many were sold, by product type, grade, price as a share of the price new (in steps of 5 %), age on offer (bands of
-- thirty days, the last open) and month. A price that changed on the way counts for the days that it stood.
with offers as materialized (
        select l.listing_id, coalesce(u.product_type, '*') as product_type, l.grade, l.price_amount, coalesce(l.compare_at_amount, v.price_amount) as price_new, l.published_at,
               coalesce(s.sold_at, case when l.state = 'live' then now() else l.changed_at end) as ended_at, s.sold_at is not null as sold, s.returned_at is not null as returned
          from listing.outcome_view l
          join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
          left join intake.unit_view v on v.merchant_id = l.merchant_id and v.unit_id = l.unit_id and v.currency = l.currency
          left join fulfillment.outcome_view s on s.merchant_id = l.merchant_id and s.listing_id = l.listing_id
         where l.merchant_id = $1::uuid
           and l.published_at >= now() - interval '1 day' * $2::integer),
changes as materialized (
        select c.listing_id, c.changed_at, c.from_amount, c.to_amount from listing.price_change_view c where c.merchant_id = $1::uuid),
prices as (   /* each price with the moment from which it stood */
        select o.listing_id, o.published_at as at, coalesce((array_agg(c.from_amount order by c.changed_at))[1], o.price_amount) as price
          from offers o left join changes c on c.listing_id = o.listing_id
         group by o.listing_id, o.published_at, o.price_amount
         union all
        select c.listing_id, c.changed_at, c.to_amount from changes c),
stood as (
        select o.*, p.price, p.at as from_at, coalesce(least(lead(p.at) over (partition by p.listing_id order by p.at), o.ended_at), o.ended_at) as until_at
          from prices p join offers o on o.listing_id = p.listing_id
         where o.price_new > 0 and p.at <= o.ended_at),
parts as (
        select s.*, b.band, greatest(s.from_at, s.published_at + interval '30 days' * b.band) as part_from,
               case when b.band = 5 then s.until_at else least(s.until_at, s.published_at + interval '30 days' * (b.band + 1)) end as part_until
          from stood s cross join generate_series(0, 5) as b(band))
select product_type, grade, greatest(0, least(39, round(price * 20.0 / price_new)))::bigint as step, band::bigint as band,
       (extract(month from part_from) - 1)::bigint as month, greatest(1, round(sum(extract(epoch from part_until - part_from)) / 86400))::bigint as days,
       count(*) filter (where sold and part_until = ended_at) as sales, count(*) filter (where returned and part_until = ended_at) as returns
  from parts
 where part_from < part_until
 group by 1, 2, 3, 4, 5
