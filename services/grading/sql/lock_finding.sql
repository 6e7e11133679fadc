-- Held until the request is answered. regraded: another grade came since the one that was reviewed.
select f.unit_id, f.state, r.first_by, x.reviewer,
       exists (select from grading.grade g where g.merchant_id = f.merchant_id and g.unit_id = f.unit_id and (g.graded_at, g.grade_id) > (o.graded_at, o.grade_id)) as regraded
  from grading.finding f
  join grading.review r on r.merchant_id = f.merchant_id and r.review_id = f.review_id
  join grading.review_result x on x.merchant_id = f.merchant_id and x.review_id = f.review_id
  join grading.grade o on o.merchant_id = r.merchant_id and o.grade_id = r.grade_id
 where f.merchant_id = $1::uuid
   and f.finding_id = $2::uuid
   for update of f
