-- The grades of a unit, newest first. weighed_again: the newest decision on a grade that was made after it; it goes before the grade's own.
select (jsonb_build_object('grade_id', g.grade_id, 'unit_id', g.unit_id, 'trip', g.trip, 'rubric_id', g.rubric_id, 'rubric_version', g.rubric_version, 'answers', g.answers,
                         'grade', g.grade, 'capped_by', g.capped_by, 'reason', g.reason, 'sentence', g.sentence, 'condition', g.condition, 'warranty_days', g.warranty_days,
                         'disposition', g.disposition, 'decision', g.decision, 'grader', g.grader, 'graded_at', rp.iso(g.graded_at),
                         'weighed_again', (select jsonb_build_object('decision', d.body, 'decided_at', rp.iso(d.decided_at)) from grading.decision d
                                            where d.merchant_id = g.merchant_id and d.unit_id = g.unit_id and d.grade_id = g.grade_id and d.reason = 'weighed_again'
                                            order by d.decided_at desc limit 1)) || grading.beside(g.merchant_id, g.grade_id))::text as item, g.graded_at::text as key, g.grade_id as id
  from grading.grade g
 where g.merchant_id = $1::uuid
   and g.unit_id = $2::uuid
   and (g.graded_at, g.grade_id) < ($3::timestamptz, $4::uuid)
 order by g.graded_at desc, g.grade_id desc
 limit $5::bigint
