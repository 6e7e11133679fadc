-- What sampling knew of the grades of the last days, newest first; bounded.
select s.grade_id, s.product_type, s.amount, s.nth, s.shift_minutes, s.grader, s.picked
  from grading.sampled s
 where s.merchant_id = $1::uuid
   and s.sampled_at > now() - make_interval(days => $2::integer)
 order by s.sampled_at desc
 limit $3::bigint
