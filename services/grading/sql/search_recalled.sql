-- The next units of a merchant in the order of their ids, whatever they are doing: each is met once, also while it moves on, and what comes later is looked at by the bench. What a recall
-- of this search fits is put on hold where it is in our hands; the rest is counted.
with search as (
        select s.asked_by, s.after from grading.recall_search s where s.merchant_id = $1::uuid and s.search_id = $2::uuid),
     batch as materialized (
        select u.unit_id, u.state, u.trip, u.sku from ledger.unit u where u.merchant_id = $1::uuid and u.unit_id > (select s.after from search s) order by u.unit_id limit $3::bigint),
     hit as materialized (
        select distinct on (b.unit_id) b.unit_id, b.state, b.trip, r.recall_id, gen_random_uuid() as hold_id,
               left(format('Recalled, %s %s: %s', case r.kind when 'product_id' then 'product' when 'sku' then 'SKU' else r.kind end, coalesce(r.serial, r.lot, r.sku, r.product_id),
                           r.reason), 500) as reason
          from batch b
          left join intake.unit_view v on v.merchant_id = $1::uuid and v.unit_id = b.unit_id
          left join grading.identity i on i.merchant_id = $1::uuid and i.unit_id = b.unit_id
         cross join lateral (select c.kind, upper(btrim(c.code)) as value
                               from (values ('serial', i.serial), ('lot', i.lot), ('sku', b.sku), ('product_id', rp.plain_id(v.product_id))) as c (kind, code) offset 0) told
          join grading.recall r on r.merchant_id = $1::uuid and r.ended_at is null and r.kind = told.kind and r.value = told.value
          join grading.recall_found f on f.merchant_id = r.merchant_id and f.recall_id = r.recall_id and f.search_id = $2::uuid
         where (r.product_id is null or upper(r.product_id) = upper(rp.plain_id(v.product_id)))
           and (r.sku is null or upper(btrim(r.sku)) = upper(btrim(b.sku)))
           and (r.lot is null or upper(btrim(r.lot)) = upper(btrim(i.lot)))
           and not exists (select from grading.hold h where h.merchant_id = $1::uuid and h.unit_id = b.unit_id and h.trip = b.trip and h.recall_id = r.recall_id)
         order by b.unit_id, r.kind = 'serial' desc, r.kind = 'lot' desc, r.kind = 'sku' desc, r.recall_id),
     moved as materialized (
        select h.*, ledger.move($1::uuid, h.unit_id, 'received,refurbishing,graded,listed,claimed', 'quarantined', 'held', s.asked_by,
                                jsonb_build_object('hold_id', h.hold_id, 'reason', h.reason, 'owner', s.asked_by)) as sequence, s.asked_by
          from hit h cross join search s
         where h.state in ('received', 'refurbishing', 'graded', 'listed', 'claimed')),
     kept as (
        insert into grading.hold (merchant_id, hold_id, unit_id, trip, kind, reason, recall_id, answers, grader)
        select $1::uuid, m.hold_id, m.unit_id, m.trip, 'recall', m.reason, m.recall_id, '[]', m.asked_by from moved m where m.sequence > 0),
     left_bench as (
        delete from grading.bench_lease l using moved m where l.merchant_id = $1::uuid and l.unit_id = m.unit_id),
     counted as (
        update grading.recall_found f
           set held = f.held + c.held, on_hold = f.on_hold + c.on_hold, sold = f.sold + c.sold, left_us = f.left_us + c.left_us
          from (select h.recall_id, count(*) filter (where m.sequence > 0) as held, count(*) filter (where h.state = 'quarantined') as on_hold,
                       count(*) filter (where h.state in ('sold', 'picked', 'packed', 'shipped', 'delivered', 'returning')) as sold,
                       count(*) filter (where h.state in ('returned_to_merchant', 'liquidated', 'donated', 'recycled', 'destroyed', 'missing')) as left_us
                  from hit h left join moved m on m.unit_id = h.unit_id
                 group by h.recall_id) c
         where f.merchant_id = $1::uuid and f.recall_id = c.recall_id)
update grading.recall_search s
   set after = coalesce((select b.unit_id from batch b order by b.unit_id desc limit 1), s.after), looked = s.looked + (select count(*) from batch),
       done_at = case when (select count(*) from batch) < $3::bigint then now() end
 where s.merchant_id = $1::uuid
   and s.search_id = $2::uuid
