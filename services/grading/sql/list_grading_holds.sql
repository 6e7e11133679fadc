select json_build_object('held', true, 'hold_id', hold_id, 'unit_id', unit_id, 'trip', trip, 'kind', kind, 'reason', reason, 'question', question, 'word', word, 'recall_id', recall_id,
                         'rubric_id', rubric_id, 'rubric_version', rubric_version, 'answers', answers, 'owner', grader, 'held_at', rp.iso(held_at))::text as item,
       held_at::text as key, hold_id as id
  from grading.hold
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and (held_at, hold_id) < ($3::timestamptz, $4::uuid)
 order by held_at desc, hold_id desc
 limit $5::bigint
