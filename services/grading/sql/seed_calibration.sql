-- Ids are made like those of other reviews (RFC 9562 version 7), so that nothing tells them apart. One review for each person, unless they know the unit: who graded it, set its answers, or has done it before. None given: every grader who graded in the last 30 days.
insert into grading.review (merchant_id, review_id, unit_id, trip, rubric_id, rubric_version, calibration_id, first_by, for_whom, product_type, due_at)
select c.merchant_id, (left(i.at, 8) || '-' || substr(i.at, 9) || '-7' || substr(gen_random_uuid()::text, 16))::uuid, c.unit_id, c.trip, c.rubric_id, c.rubric_version, c.calibration_id, c.set_by, w.actor, u.product_type,
       now() + make_interval(days => $4::integer)
  from grading.calibration c
  join ledger.unit u on u.merchant_id = c.merchant_id and u.unit_id = c.unit_id
 cross join lateral (select 'staff:' || s.staff_id as actor
                       from accounts.colleague_view s
                      where case when cardinality($3::text[]) > 0 then s.staff_id::text = any ($3::text[])
                                 else exists (select from grading.grade g where g.merchant_id = c.merchant_id and g.grader = 'staff:' || s.staff_id
                                                                            and g.graded_at > now() - interval '30 days') end) w
 cross join lateral (select lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') as at) i
 where c.merchant_id = $1::uuid
   and c.calibration_id = $2::uuid
   and w.actor <> c.set_by
   and not exists (select from grading.grade g where g.merchant_id = c.merchant_id and g.unit_id = c.unit_id and g.trip = c.trip and g.grader = w.actor)
   and not exists (select from grading.review_result x join grading.review r on r.merchant_id = x.merchant_id and r.review_id = x.review_id
                    where r.merchant_id = c.merchant_id and r.unit_id = c.unit_id and r.trip = c.trip and x.reviewer = w.actor)
    on conflict (merchant_id, calibration_id, for_whom) where calibration_id is not null and state <> 'closed' do nothing
