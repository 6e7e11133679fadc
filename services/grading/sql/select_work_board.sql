-- Work by stage, over all merchants: what is late first, then by when it is due, by priority, by how long it has been there. All of it is read off partial indexes of
-- what is in work. To plan: triage or the newest decision asked for work, and no order is open; to grade: the work has ended.
with orders as (
        select w.stage, w.merchant_id, w.unit_id, w.work_order_id, w.priority, w.due_at,
               case w.stage when 'planned' then w.planned_at when 'paused' then w.paused_at else w.started_at end as since, null::text as because
          from grading.work_order w
         where w.state = 'open'
           and ($1::uuid is null or w.facility_id = $1::uuid)),
     at_work as (
        select 'to_grade', u.merchant_id, u.unit_id, null::uuid, 2, null::timestamptz, u.changed_at, null::text
          from ledger.unit u
         where u.state = 'refurbishing'
           and not exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open')),
     asked as (
        select 'to_plan', u.merchant_id, u.unit_id, null::uuid, 2, null::timestamptz, t.decided_at, t.because
          from ledger.unit u
          join intake.triage_view t on t.merchant_id = u.merchant_id and t.unit_id = u.unit_id and t.trip = u.trip and t.next = 'refurbish'
         where u.state = 'received'
           and not exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip)
        union all
        select 'to_plan', u.merchant_id, u.unit_id, null, 2, null, coalesce(d.decided_at, g.graded_at), g.reason
          from ledger.unit u
         cross join lateral (select x.disposition, x.graded_at, x.reason from grading.grade x where x.merchant_id = u.merchant_id and x.unit_id = u.unit_id
                              order by x.graded_at desc, x.grade_id desc limit 1) g
          left join lateral (select x.chosen, x.decided_at from grading.decision x where x.merchant_id = u.merchant_id and x.unit_id = u.unit_id
                              order by x.decided_at desc limit 1) d on d.decided_at >= g.graded_at
         where u.state = 'graded'
           and coalesce(d.chosen, g.disposition) = 'refurbish'
           and not exists (select from grading.work_order w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state = 'open')),
     things as (
        select o.* from orders o where not grading.is_blind(o.merchant_id, o.unit_id, $2::text, $3::boolean)
        union all
        select x.* from (select * from at_work union all select * from asked) x
         where ($1::uuid is null
                or exists (select from intake.unit_view v where v.merchant_id = x.merchant_id and v.unit_id = x.unit_id and v.facility_id = $1::uuid))
           and not grading.is_blind(x.merchant_id, x.unit_id, $2::text, $3::boolean)),
     placed as (
        select t.*, count(*) over (partition by t.stage) as count,
               row_number() over (partition by t.stage order by t.due_at nulls last, t.priority, t.since, t.unit_id) as place
          from things t),
     cards as (
        select p.stage, p.place, p.count,
               json_build_object('merchant_id', p.merchant_id, 'merchant', m.name, 'unit_id', p.unit_id, 'lpn', u.lpn, 'title', u.title, 'product_type', u.product_type,
                                 'unit_state', u.state, 'work_order_id', p.work_order_id, 'operations', (select json_agg(coalesce(i.item ->> 'name', i.item ->> 'operation') order by i.nth)
                                                                                                          from jsonb_array_elements(w.operations) with ordinality as i(item, nth)),
                                 'priority', p.priority, 'due_at', rp.iso(p.due_at), 'late', coalesce(p.due_at < now(), false), 'since', rp.iso(p.since), 'because', p.because,
                                 'expected_minutes', w.expected_minutes, 'seconds', (select sum(extract(epoch from x.ended_at - x.started_at))::bigint from grading.work_time x
                                                                                                                                              where x.merchant_id = p.merchant_id and x.work_order_id = p.work_order_id),
                                 'running_since', (select rp.iso(x.started_at) from grading.work_time x
                                                    where x.merchant_id = p.merchant_id and x.work_order_id = p.work_order_id and x.ended_at is null),
                                 'technician', grading.worker_name(w.technician), 'paused_reason', w.paused_reason, 'paused_note', w.paused_note) as card
          from placed p
          join ledger.unit u on u.merchant_id = p.merchant_id and u.unit_id = p.unit_id
          join accounts.merchant_view m on m.merchant_id = p.merchant_id
          left join grading.work_order w on w.merchant_id = p.merchant_id and w.work_order_id = p.work_order_id
         where p.place <= 50),
     setting as (
        select s.body -> 'limits' as limits, s.version from grading.work_setting s where s.facility_id = $1::uuid order by s.version desc limit 1)
select json_build_object('stages', (
               select json_agg(json_build_object('stage', n.stage, 'limit', coalesce((select (s.limits ->> n.stage)::integer from setting s), 0),
                                                 'count', coalesce((select max(c.count) from cards c where c.stage = n.stage), 0),
                                                 'items', (select coalesce(json_agg(c.card order by c.place), '[]') from cards c where c.stage = n.stage)) order by n.place)
                 from unnest(array['to_plan', 'planned', 'working', 'paused', 'to_grade']) with ordinality as n(stage, place)),
                         'setting_version', coalesce((select s.version from setting s), 0))::text as item
