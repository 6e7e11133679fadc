select json_build_object('rubric_id', rubric_id, 'product_type', product_type, 'version', version, 'body', body, 'created_at', rp.iso(created_at))::text as item
  from grading.rubric
 where merchant_id = $1::uuid
   and rubric_id = $2::uuid
