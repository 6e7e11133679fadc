-- What became of a unit that came by a Loop return, in Loop's word; told once while it stays the same. Loop has none for what is liquidated or destroyed, and back in the merchant's
-- stock is only what is as new: any other that goes back would be sold as new.
with fact as (
        select v.trip, v.line_item_id, v.provider_return_id, v.lpn, g.condition,
               case $6::text when 'listed' then 'resale_hold' when 'donated' then 'donate' when 'recycled' then 'recycle' when 'missing' then 'missing'
                             when 'returned_to_merchant' then case when g.condition = 'new' then 'back_to_stock' end end as word
          from ledger.unit u
          join intake.loop_line_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id and v.trip = u.trip
          join routing.loop_target t on t.merchant_id = u.merchant_id and t.since <= $4::timestamptz
          left join lateral (select w.condition from grading.told_grade_view w
                              where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = u.trip and w.graded_at <= $4::timestamptz
                              order by w.graded_at desc, w.grade_id desc limit 1) g on true
         where u.merchant_id = $1::uuid
           and u.unit_id = $2::uuid
           and not exists (select from routing.loop_report r
                            where r.merchant_id = $1::uuid and r.unit_id = $2::uuid and r.trip = u.trip and r.kind = 'disposition' and r.ours = $6::text and not r.superseded)),
     earlier as (
        update routing.loop_report r set superseded = true
          from fact f
         where r.merchant_id = $1::uuid and r.unit_id = $2::uuid and r.trip = f.trip and r.kind = 'disposition' and not r.superseded
        returning r.report_id),
     taken_back as (
        delete from routing.outbox o using earlier e where o.merchant_id = $1::uuid and o.delivery_id = e.report_id and o.state <> 'sent' returning o.leased_until),
     paced as (
        update routing.loop_target t set next_at = greatest(now(), t.next_at) + interval '250 milliseconds'
          from fact f
         where t.merchant_id = $1::uuid and f.word is not null
        returning t.next_at),
     told as (
        insert into routing.loop_report (merchant_id, report_id, kind, unit_id, trip, sequence, lpn, provider_return_id, line_item_id, ours, word, why_not, at)
        select $1::uuid, $5::uuid, 'disposition', $2::uuid, f.trip, $3::bigint, f.lpn, f.provider_return_id, f.line_item_id, $6::text, f.word,
               case when f.word is not null then null
                    when $6::text = 'returned_to_merchant' then 'Loop knows what goes back only as back to stock, and this unit is not as new.'
                    else format('Loop has no word for what is %s.', $6::text) end, $4::timestamptz
          from fact f)
insert into routing.outbox (merchant_id, delivery_id, topic, payload, due_at)
select $1::uuid, $5::uuid, 'loop.disposition', jsonb_build_object('line_item_id', f.line_item_id, 'word', f.word, 'note', format('Unit %s', f.lpn),
                                                                  'inspected_at', to_char($4::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')),
       greatest((select p.next_at from paced p), (select max(b.leased_until) from taken_back b))
  from fact f
 where f.word is not null
