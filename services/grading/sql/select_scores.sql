-- What was predicted against what came of it, of the first decision on each unit and trip that was made in the period; amounts in minor units of its currency.
-- Closed: sold with the time to return it over, returned, or gone otherwise; all else is as of now. Actual: what the sale brought less what was given back, fees, handling,
-- storage by the day, and work that was finished since the decision at its whole cost (labour at the policy's rate where its facility had none); of what left otherwise, what was predicted for it less storage.
with decided as materialized (
        select distinct on (d.unit_id, d.trip) d.*
          from grading.decision d
         where d.merchant_id = $1::uuid and d.decided_at >= $2::timestamptz and d.decided_at < $3::timestamptz
         order by d.unit_id, d.trip, d.decided_at),
known as (
        select d.*, s.price_amount as sale, s.refunded, s.sold_at, u.state in ('returned_to_merchant', 'liquidated', 'donated', 'recycled', 'destroyed', 'missing') and u.trip = d.trip as gone,
               coalesce(s.returned, false) or coalesce(s.window_ends <= now(), false) as sale_over,
               coalesce(s.sold_at, case when u.trip > d.trip or u.state in ('returned_to_merchant', 'liquidated', 'donated', 'recycled', 'destroyed', 'missing') then u.changed_at end,
                        now()) as until_at,
               coalesce(w.spent, 0)::bigint as refurbishment
          from decided d
          join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
          left join lateral (select s.price_amount, s.refunded, s.sold_at, s.window_ends, s.state = 'returned' as returned from fulfillment.outcome_view s
                              where s.merchant_id = d.merchant_id and s.unit_id = d.unit_id and s.trip = d.trip and s.currency = d.currency
                              order by s.sold_at desc limit 1) s on true
          left join lateral (select sum(coalesce(o.cost_amount, o.parts_amount, 0) + case when coalesce(o.rate_amount, 0) = 0 then (coalesce(o.minutes, 0) * d.labour_rate + 30) / 60 else 0 end) as spent
                               from grading.work_order o
                              where o.merchant_id = d.merchant_id and o.unit_id = d.unit_id and o.trip = d.trip and o.finished_at > d.decided_at) w on true),
scored as (
        select k.*, k.sale_over or k.gone as closed,
               case when k.sale is not null
                    then k.sale - k.refunded - k.refurbishment - k.handling - k.storage_per_day * greatest(0, extract(epoch from k.until_at - k.decided_at) / 86400)::bigint
                         - round(k.sale * k.fee_share / 10000.0)::bigint - k.fee_amount
                    else case when k.gone then k.predicted_net else 0 end - k.refurbishment
                         - k.storage_per_day * greatest(0, extract(epoch from k.until_at - k.decided_at) / 86400)::bigint end as actual_net,
               to_char(k.decided_at at time zone m.time_zone, 'YYYY-MM') as month
          from known k join accounts.merchant_view m on m.merchant_id = $1::uuid),
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
                                   on s.merchant_id = $1::uuid and s.unit_id = d.unit_id and s.trip = d.trip where not d.closed),
               'currency', (select currency from accounts.merchant_view where merchant_id = $1::uuid))::text as item
