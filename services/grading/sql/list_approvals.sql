select json_build_object('approval_id', approval_id, 'unit_id', unit_id, 'disposition', disposition, 'evidence', evidence, 'state', state, 'asked_by', asked_by,
                         'asked_at', rp.iso(asked_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at))::text as item, asked_at::text as key, approval_id as id
  from grading.approval
 where merchant_id = $1::uuid
   and not grading.is_blind(merchant_id, unit_id, $2::text, $3::boolean)
   and (asked_at, approval_id) < ($4::timestamptz, $5::uuid)
 order by asked_at desc, approval_id desc
 limit $6::bigint
