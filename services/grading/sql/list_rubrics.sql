select json_build_object('rubric_id', rubric_id, 'product_type', product_type, 'version', version, 'body', body, 'created_at', rp.iso(created_at))::text as item, created_at::text as key, rubric_id as id
  from grading.rubric
 where merchant_id = $1::uuid
   and (created_at, rubric_id) < ($2::timestamptz, $3::uuid)
 order by created_at desc, rubric_id desc
 limit $4::bigint
