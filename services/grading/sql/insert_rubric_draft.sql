insert into grading.rubric_draft (merchant_id, draft_id, product_type, body, saved_by)
select m.merchant_id, $2::uuid, $3::text, $4::jsonb, $5::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('draft_id', draft_id, 'product_type', product_type, 'revision', revision, 'body', body, 'saved_at', rp.iso(saved_at), 'created_at', rp.iso(created_at))::text as item
