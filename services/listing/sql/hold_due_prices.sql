-- Of these listings those whose unit is listed now and nobody moves, held: with the price that is due and all that the offer says, in the words and terms that it was offered with.
-- The floor of now holds; it never raises what two people put below it.
with live as materialized (
        select l.* from listing.listing l where l.merchant_id = $1::uuid and l.listing_id = any ($2::uuid[]) and l.state = 'live'),
held as materialized (
        select h.unit_id from ledger.hold_listed($1::uuid, (select array_agg(unit_id) from live)) h(unit_id))
select l.listing_id, l.unit_id, l.published_at, l.title, l.grade, l.condition, l.condition_text as sentence, l.currency, l.final_sale, l.return_days,
       coalesce(v.price_amount, 0) as original_amount, coalesce(v.currency, '') as original_currency,
       greatest(s.amount, least(coalesce(f.floor, 0), l.price_amount)) as price, n.valid_until, d.handle, coalesce(d.rule, 'collection') as rule, coalesce(d.body, '{}') as body
  from live l
  join held h on h.unit_id = l.unit_id
  left join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id
  join listing.price_plan p on p.merchant_id = l.merchant_id and p.listing_id = l.listing_id
 cross join lateral (select coalesce(p.amounts[(select count(*) from unnest(p.due) as d(at) where d.at <= now())], l.price_amount) as amount) s
 cross join lateral (select min(d.at) as valid_until from unnest(p.due) as d(at) where d.at > now()) n
 cross join lateral (select greatest((select b.floor_amount from grading.price_bounds_view b where b.merchant_id = $1::uuid and b.currency = l.currency),
                                     (select o.min_price from listing.policy o where o.merchant_id = l.merchant_id and o.collection_id = l.collection_id
                                                                                 and o.version = l.policy_version)) as floor) f
  left join intake.unit_view v on v.merchant_id = l.merchant_id and v.unit_id = l.unit_id
