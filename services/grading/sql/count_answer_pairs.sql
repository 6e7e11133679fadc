-- Pairs of answers in the window, by question of each rubric version; name: the question in words.
with pairs as (
        select a.rubric_id, a.question, a.first, a.second, a.first_place, a.second_place, count(*) as pairs
          from grading.review_answer a
         where a.merchant_id = $1::uuid
           and a.made_at > now() - make_interval(days => $2::integer)
           and not a.calibration
         group by a.rubric_id, a.question, a.first, a.second, a.first_place, a.second_place)
select 'question' as by, concat_ws(' ', case r.product_type when '*' then 'Any type' else r.product_type end, 'v' || r.version || ',', p.question) as key,
       (select q ->> 'text' from jsonb_array_elements(r.body -> 'questions') q where q ->> 'code' = p.question) as name,
       p.first, p.second, p.first_place, p.second_place, p.pairs
  from pairs p
  join grading.rubric r on r.merchant_id = $1::uuid and r.rubric_id = p.rubric_id
 order by key, p.first_place, p.second_place
