update grading.approval
   set state = $3::text, ended_by = $4::text, ended_at = now()
 where merchant_id = $1::uuid
   and approval_id = $2::uuid
   and state = 'open'
returning json_build_object('approval_id', approval_id, 'unit_id', unit_id, 'disposition', disposition, 'evidence', evidence, 'state', state, 'asked_by', asked_by,
                         'asked_at', rp.iso(asked_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at))::text as item
