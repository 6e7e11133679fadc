-- Over all merchants: what this person may review, the most urgent first. Never a unit they have graded on this trip, nor one twice: a calibration unit that is meant for them
-- stands for its other review.
select grading.blind_json(r)::text as item, r.due_at::text as key, r.review_id as id
  from grading.review r
 where r.state = 'open'
   and r.due_at > now()
   and r.first_by <> $1::text
   and (r.for_whom is null or r.for_whom = $1::text)
   and (r.taken_until is null or r.taken_until <= now() or r.taken_by = $1::text)
   and ($2::uuid is null or r.unit_id = $2::uuid)
   and not exists (select from grading.grade g where g.merchant_id = r.merchant_id and g.unit_id = r.unit_id and g.trip = r.trip and g.grader = $1::text)
   and not exists (select from grading.review o
                     left join grading.review_result x on x.merchant_id = o.merchant_id and x.review_id = o.review_id
                    where o.merchant_id = r.merchant_id and o.unit_id = r.unit_id and o.trip = r.trip and o.review_id <> r.review_id
                      and (x.reviewer = $1::text or (o.state = 'open' and o.for_whom = $1::text and r.for_whom is null)))
   and (r.due_at, r.review_id) > ($3::timestamptz, $4::uuid)
 order by r.due_at, r.review_id
 limit $5::bigint
