-- No row: somebody else saved it since this revision.
update grading.rubric_draft
   set product_type = $4::text, body = $5::jsonb, saved_by = $6::text, saved_at = now(), revision = revision + 1
 where merchant_id = $1::uuid
   and draft_id = $2::uuid
   and revision = $3::integer
returning json_build_object('draft_id', draft_id, 'product_type', product_type, 'revision', revision, 'body', body, 'saved_at', rp.iso(saved_at), 'created_at', rp.iso(created_at))::text as item
