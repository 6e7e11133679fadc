select json_build_object('draft_id', draft_id, 'product_type', product_type, 'revision', revision, 'body', body, 'saved_at', rp.iso(saved_at), 'created_at', rp.iso(created_at))::text as item, created_at::text as key, draft_id as id
  from grading.rubric_draft
 where merchant_id = $1::uuid
   and (created_at, draft_id) < ($2::timestamptz, $3::uuid)
 order by created_at desc, draft_id desc
 limit $4::bigint
