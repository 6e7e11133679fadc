-- One grade of a unit that came by a Loop return, in Loop's word: by the rubric's own crosswalk, or that it is another item than the return names. What is still to be sent of an
-- earlier one is not any more; while that is on its way, this one waits for its end. Calls to Loop begin a quarter of a second apart: 240 a minute of the 300 it allows.
with fact as (
        select g.grade, g.name, g.rubric_version, g.sentence, v.trip, v.line_item_id, v.provider_return_id, v.lpn,
               case when v.outcome = 'wrong_item' then 'incorrect_item' else g.loop end as word
          from grading.told_grade_view g
          join intake.loop_line_view v on v.merchant_id = g.merchant_id and v.unit_id = g.unit_id and v.trip = g.trip
          join routing.loop_target t on t.merchant_id = g.merchant_id and t.since <= $4::timestamptz
         where g.merchant_id = $1::uuid
           and g.unit_id = $2::uuid
           and g.grade = $6::text
           and g.graded_at <= $4::timestamptz
         order by g.graded_at desc, g.grade_id desc
         limit 1),
     earlier as (
        update routing.loop_report r set superseded = true
          from fact f
         where r.merchant_id = $1::uuid and r.unit_id = $2::uuid and r.trip = f.trip and r.kind = 'grade' and not r.superseded
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
        select $1::uuid, $5::uuid, 'grade', $2::uuid, f.trip, $3::bigint, f.lpn, f.provider_return_id, f.line_item_id, f.grade, f.word,
               case when f.word is null then format('Version %s of the rubric has no word of Loop for grade %s.', f.rubric_version, f.grade) end, $4::timestamptz
          from fact f)
insert into routing.outbox (merchant_id, delivery_id, topic, payload, due_at)
select $1::uuid, $5::uuid, 'loop.grade', jsonb_build_object('line_item_id', f.line_item_id, 'word', f.word, 'description', left(concat_ws(': ', f.name, f.sentence), 255),
                                                            'note', format('Unit %s, graded %s', f.lpn, f.grade), 'inspected_at', to_char($4::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')),
       greatest((select p.next_at from paced p), (select max(b.leased_until) from taken_back b))
  from fact f
 where f.word is not null
