-- Pairs of grades in the window: all, by grader, by product type, by hour of the shift. '' stands for not known.
select case when grouping(r.grader) = 0 then 'grader' when grouping(r.product_type) = 0 then 'product_type' when grouping(r.shift_hour) = 0 then 'hour' else 'all' end as by,
       coalesce(r.grader, r.product_type, to_char(r.shift_hour, 'FM00'), '') as key,
       case when grouping(r.grader) = 0 then grading.person_json(r.grader) ->> 'name' end as name,
       r.first, r.second, r.first_place, r.second_place, count(*) as pairs
  from grading.review_result r
 where r.merchant_id = $1::uuid
   and r.made_at > now() - make_interval(days => $2::integer)
   and not r.calibration
 group by r.first, r.second, r.first_place, r.second_place, grouping sets ((), (r.grader), (r.product_type), (r.shift_hour))
 order by by, key, r.first_place, r.second_place
