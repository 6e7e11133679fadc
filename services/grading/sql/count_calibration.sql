-- Answers about calibration units in the window against the known ones, by grader and question; question '': the grade.
select coalesce(json_agg(json_build_object('grader', grading.person_json(c.grader), 'question', c.question, 'n', c.n, 'right', c.met) order by c.grader, c.question), '[]')::text
  from (select x.reviewer as grader, a.question, count(*) as n, count(*) filter (where a.first = a.second) as met
          from grading.review_result x
         cross join lateral (select '' as question, x.first, x.second
                              union all
                             select y.question, y.first, y.second from grading.review_answer y where y.merchant_id = x.merchant_id and y.review_id = x.review_id) a
         where x.merchant_id = $1::uuid
           and x.made_at > now() - make_interval(days => $2::integer)
           and x.calibration
         group by x.reviewer, a.question) c
