-- A draft beside the version that it would follow. Open work keeps the version it was planned by: what it would expect by the draft is said. What such work took is of the
-- orders that ended in the last 30 days and had this operation alone.
with present as (
        select x.version, x.body
          from (select o.version, o.body from grading.operation o
                 where $1::uuid is not null and o.merchant_id = $1::uuid and o.code = $2::text and o.product_type = $3::text
                union all
                select p.version, p.body from grading.partner_operation p where $1::uuid is null and p.code = $2::text and p.product_type = $3::text) x
         order by x.version desc limit 1),
     followed as (
        select coalesce((select p.body from present p), case when $1::uuid is not null then (select o.body from grading.operations_for($1::uuid, $3::text) o where o.code = $2::text) end) as body),
     planned as (
        select w.expected_minutes, (i.item ->> 'minutes')::integer as minutes
          from grading.work_order w
         cross join lateral jsonb_array_elements(w.operations) as i(item)
          join ledger.unit u on u.merchant_id = w.merchant_id and u.unit_id = w.unit_id
         where w.state = 'open'
           and ($1::uuid is null or w.merchant_id = $1::uuid)
           and i.item ->> 'operation' = $2::text
           and ($3::text = '*' or u.product_type = $3::text)),
     took as (
        select w.minutes, w.cost_amount, w.currency
          from grading.work_order w
          join ledger.unit u on u.merchant_id = w.merchant_id and u.unit_id = w.unit_id
         where w.state in ('done', 'failed')
           and w.finished_at > now() - interval '30 days'
           and ($1::uuid is null or w.merchant_id = $1::uuid)
           and jsonb_array_length(w.operations) = 1
           and w.operations -> 0 ->> 'operation' = $2::text
           and ($3::text = '*' or u.product_type = $3::text))
select json_build_object('version', coalesce((select p.version from present p), 0) + 1, 'present', (select f.body from followed f), 'draft', $4::jsonb,
                         'open', json_build_object('orders', (select count(*) from planned), 'minutes', (select coalesce(sum(minutes), 0) from planned),
                                                   'minutes_by_draft', (select count(*) * ($4::jsonb ->> 'minutes')::integer from planned)),
                         'took', json_build_object('orders', (select count(*) from took), 'median_minutes', (select percentile_disc(0.5) within group (order by minutes) from took)),
                         'changed', (select coalesce(json_agg(k.key order by k.key), '[]')
                                       from jsonb_object_keys($4::jsonb) as k(key), followed f where f.body -> k.key is distinct from $4::jsonb -> k.key))::text as item
