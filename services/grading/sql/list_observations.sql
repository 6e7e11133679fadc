-- Answers of the last grade on this trip that held it below the best grade, with their words.
select a.given ->> 'question' as question, a.given ->> 'answer' as answer, o.option ->> 'text' as text
  from ledger.unit u
 cross join lateral (select g.* from grading.grade g where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id order by g.graded_at desc, g.grade_id desc limit 1) g
  join grading.rubric r on r.merchant_id = g.merchant_id and r.rubric_id = g.rubric_id
 cross join lateral jsonb_array_elements(g.answers) with ordinality as a(given, place)
 cross join lateral jsonb_array_elements(r.body -> 'questions') as q(question)
 cross join lateral jsonb_array_elements(q.question -> 'answers') as o(option)
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
   and g.trip = u.trip
   and q.question ->> 'code' = a.given ->> 'question'
   and o.option ->> 'code' = a.given ->> 'answer'
   and (o.option ->> 'cap' is not null or coalesce((o.option ->> 'measured')::boolean, false))
 order by a.place
 limit 64
