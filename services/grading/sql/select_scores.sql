-- What was predicted against what came of it, of the first decision on each unit and trip that was made in the period; amounts in minor units of its currency.
-- Closed: sold with the time to return it over, sold, returned and weighed again (or gone then), or gone otherwise; all else is as of now. Actual: what the sale brought less what was given
-- back, fees, handling, storage by the day, and work that was finished since the decision at its whole cost (labour at the policy's rate where its facility had none). What came back costs
-- what the policy says of a return, and is worth what its next trip was first predicted to earn: that is scored there. What left without a sale earned what the decision had for the way
-- that it went, whatever was chosen; for destroyed and missing there is none. $4: cost of a return where there is no policy.
with decided as materialized (
        select distinct on (d.unit_id, d.trip) d.*
          from grading.decision d
         where d.merchant_id = $1::uuid and d.decided_at >= $2::timestamptz and d.decided_at < $3::timestamptz
         order by d.unit_id, d.trip, d.decided_at),
known as (
        select d.*, s.price_amount as sale, s.refunded, s.sold_at, coalesce(s.returned, false) as returned, coalesce(s.window_ends <= now(), false) as window_over,
               case when u.trip = d.trip then way.disposition end as gone_as, n.predicted_net as next_net, u.trip > d.trip and (way.disposition is not null or u.trip > d.trip + 1) as next_over,
               coalesce(s.sold_at, case when u.trip > d.trip or way.disposition is not null then u.changed_at end, now()) as until_at,
               coalesce((p.body ->> 'return_cost')::bigint, $4::bigint) as return_cost, coalesce(w.spent, 0)::bigint as refurbishment
          from decided d
          join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
          left join (values ('returned_to_merchant', 'back_to_merchant'), ('liquidated', 'liquidate'), ('donated', 'donate'), ('recycled', 'recycle'), ('destroyed', 'destroy'),
                            ('missing', 'missing')) as way(state, disposition) on way.state = u.state
          left join grading.earning_policy p on p.merchant_id = d.merchant_id and p.version = d.policy_version
          left join lateral (select s.price_amount, s.refunded, s.sold_at, s.window_ends, s.state = 'returned' as returned from fulfillment.outcome_view s
                              where s.merchant_id = d.merchant_id and s.unit_id = d.unit_id and s.trip = d.trip and s.currency = d.currency
                              order by s.sold_at desc limit 1) s on true
          left join lateral (select n.predicted_net from grading.decision n
                              where n.merchant_id = d.merchant_id and n.unit_id = d.unit_id and n.trip = d.trip + 1 and n.currency = d.currency
                              order by n.decided_at limit 1) n on s.returned
          left join lateral (select sum(coalesce(o.cost_amount, o.parts_amount, 0) + case when coalesce(o.rate_amount, 0) = 0 then (coalesce(o.minutes, 0) * d.labour_rate + 30) / 60 else 0 end) as spent
                               from grading.work_order o
                              where o.merchant_id = d.merchant_id and o.unit_id = d.unit_id and o.trip = d.trip and o.finished_at > d.decided_at) w on true),
-- Of the alternatives of one disposition the chosen, else the best that was allowed, else the best.
left_as as (
        select k.decision_id, (select (a.item ->> 'net')::bigint
                                 from grading.grade g cross join lateral jsonb_array_elements(coalesce(k.body, g.decision) -> 'alternatives') as a(item)
                                where g.merchant_id = k.merchant_id and g.grade_id = k.grade_id and a.item ->> 'disposition' = k.gone_as
                                order by (a.item ->> 'chosen')::boolean desc, (a.item ->> 'allowed')::boolean desc, (a.item ->> 'net')::bigint desc
                                limit 1) as net
          from known k where k.gone_as is not null and k.sale is null),
scored as (
        select k.*, case when k.returned then k.next_net is not null or k.next_over else k.window_over or k.gone_as is not null end as closed,
               case when k.sale is not null
                    then k.sale - k.refunded - k.handling - round(k.sale * k.fee_share / 10000.0)::bigint - k.fee_amount + case when k.returned then coalesce(k.next_net, 0) - k.return_cost else 0 end
                    else coalesce(l.net, 0) end
               - k.refurbishment - k.storage_per_day * greatest(0, extract(epoch from k.until_at - k.decided_at) / 86400)::bigint as actual_net,
               to_char(k.decided_at at time zone m.time_zone, 'YYYY-MM') as month
          from known k join accounts.merchant_view m on m.merchant_id = $1::uuid left join left_as l on l.decision_id = k.decision_id),
by_month as (
        select month, currency, product_type, grade, count(*) as units, count(*) filter (where closed) as closed, count(*) filter (where sale is not null) as sold,
               coalesce(sum(predicted_net) filter (where closed), 0) as predicted_net, coalesce(sum(actual_net) filter (where closed), 0) as actual_net,
               coalesce(sum(predicted_net) filter (where not closed), 0) as open_predicted_net, coalesce(sum(actual_net) filter (where not closed), 0) as open_actual_net
          from scored group by month, currency, product_type, grade),
by_net as (
        select decile, count(*) as units, round(avg(predicted_net))::bigint as predicted, round(avg(actual_net))::bigint as actual
          from (select predicted_net, actual_net, ntile(10) over (order by predicted_net, decision_id) as decile from scored where closed) t
         group by decile),
by_chance as (
        select decile, count(*) as units, round(avg(predicted_sold))::bigint as predicted, round(10000 * avg(in_time::integer))::bigint as actual
          from (select predicted_sold, coalesce(sold_at < decided_at + interval '1 day' * horizon_days, false) as in_time,
                       ntile(10) over (order by predicted_sold, decision_id) as decile
                  from scored where chosen = 'resell' and decided_at + interval '1 day' * horizon_days <= now()) t
         group by decile)
select json_build_object(
               'from', rp.iso($2::timestamptz), 'to', rp.iso($3::timestamptz), 'as_of', rp.iso(now()),
               'months', (select coalesce(json_agg(json_build_object('month', month, 'product_type', product_type, 'grade', grade, 'units', units, 'closed', closed, 'sold', sold,
                                 'predicted_net', rp.money(predicted_net::bigint, currency), 'actual_net', rp.money(actual_net::bigint, currency),
                                 'open_predicted_net', rp.money(open_predicted_net::bigint, currency), 'open_actual_net', rp.money(open_actual_net::bigint, currency))
                                 order by month desc, product_type, grade, currency), '[]') from by_month),
               'by_net', (select coalesce(json_agg(json_build_object('decile', decile, 'units', units, 'predicted', predicted, 'actual', actual) order by decile), '[]') from by_net),
               'by_chance', (select coalesce(json_agg(json_build_object('decile', decile, 'units', units, 'predicted', predicted, 'actual', actual) order by decile), '[]') from by_chance),
               'first_chance_at', (select rp.iso(min(decided_at + interval '1 day' * horizon_days)) from scored where chosen = 'resell'),
               'first_close_at', (select rp.iso(min(s.window_ends)) from scored d join fulfillment.outcome_view s
                                   on s.merchant_id = $1::uuid and s.unit_id = d.unit_id and s.trip = d.trip where not d.closed and s.window_ends > now()),
               'currency', (select currency from accounts.merchant_view where merchant_id = $1::uuid))::text as item
