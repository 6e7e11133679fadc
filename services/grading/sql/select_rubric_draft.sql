select json_build_object('draft_id', draft_id, 'product_type', product_type, 'revision', revision, 'body', body, 'saved_at', rp.iso(saved_at), 'created_at', rp.iso(created_at))::text as item
  from grading.rubric_draft
 where merchant_id = $1::uuid
   and draft_id = $2::uuid
