-- The grade that this event tells of, with what sampling looks at. The person's shift of that day begins with it, unless an earlier one did.
with fresh as (
        select g.merchant_id, g.grade_id, g.unit_id, g.trip, g.rubric_id, g.rubric_version, g.grader, g.graded_at, u.product_type,
               case when v.currency = m.currency then v.price_amount end as amount,
               (g.graded_at at time zone coalesce(f.time_zone, m.time_zone))::date as day
          from grading.grade g
          join ledger.unit u on u.merchant_id = g.merchant_id and u.unit_id = g.unit_id
          join accounts.merchant_view m on m.merchant_id = g.merchant_id
          left join intake.unit_view v on v.merchant_id = g.merchant_id and v.unit_id = g.unit_id
          left join accounts.facility_view f on f.facility_id = v.facility_id
         where g.merchant_id = $1::uuid
           and g.unit_id = $2::uuid
           and g.graded_at <= $3::timestamptz
           and not exists (select from grading.sampled s where s.merchant_id = g.merchant_id and s.grade_id = g.grade_id)
         order by g.graded_at desc, g.grade_id desc
         limit 1),
shift as (
        insert into grading.shift as s (actor, day, began_at)
        select grader, day, graded_at from fresh
            on conflict (actor, day) do update set began_at = least(s.began_at, excluded.began_at)
        returning began_at)
select f.grade_id, f.trip, f.rubric_id, f.rubric_version, f.grader, f.product_type, coalesce(f.amount, 0) as amount,
       (extract(epoch from f.graded_at - s.began_at) / 60)::bigint as shift_minutes,
       coalesce((select x.nth + 1 from grading.sampled x where x.merchant_id = f.merchant_id and x.grader = f.grader order by x.sampled_at desc limit 1),
                (select count(*) from (select from grading.grade x
                                        where x.merchant_id = f.merchant_id and x.grader = f.grader and x.graded_at <= f.graded_at
                                        limit 10001) n)) as nth,
       coalesce(p.version, 0) as policy_version, p.body::text as policy
  from fresh f
 cross join shift s
  left join lateral (select p.version, p.body from grading.review_policy p where p.merchant_id = f.merchant_id order by p.version desc limit 1) p on true
