-- Pairs of answers to the questions of a rubric version in the last 90 days.
select 'question' as by, a.question as key, null as name, a.first, a.second, a.first_place, a.second_place, count(*) as pairs
  from grading.review_answer a
 where a.merchant_id = $1::uuid
   and a.rubric_id = $2::uuid
   and a.made_at > now() - interval '90 days'
   and not a.calibration
 group by a.question, a.first, a.second, a.first_place, a.second_place
 order by a.question, a.first_place, a.second_place
