select json_build_object('source', 'partner', 'operation_id', operation_id, 'code', code, 'product_type', product_type, 'version', version, 'body', body,
                         'created_by', created_by, 'created_at', rp.iso(created_at))::text as item, created_at::text as key, operation_id as id
  from grading.partner_operation
 where (created_at, operation_id) < ($1::timestamptz, $2::uuid)
 order by created_at desc, operation_id desc
 limit $3::bigint
