select (jsonb_build_object('grade_id', grade_id, 'unit_id', unit_id, 'trip', trip, 'rubric_id', rubric_id, 'rubric_version', rubric_version, 'answers', answers,
                         'grade', grade, 'capped_by', capped_by, 'reason', reason, 'sentence', sentence, 'condition', condition, 'warranty_days', warranty_days,
                         'disposition', disposition, 'decision', decision, 'grader', grader, 'graded_at', rp.iso(graded_at)) || grading.beside(merchant_id, grade_id))::text as item, graded_at::text as key, grade_id as id
  from grading.grade
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and (graded_at, grade_id) < ($3::timestamptz, $4::uuid)
 order by graded_at desc, grade_id desc
 limit $5::bigint
