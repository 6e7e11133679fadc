select json_build_object('source', 'merchant', 'operation_id', operation_id, 'code', code, 'product_type', product_type, 'version', version, 'body', body,
                         'created_by', created_by, 'created_at', rp.iso(created_at))::text as item, created_at::text as key, operation_id as id
  from grading.operation
 where merchant_id = $1::uuid
   and (created_at, operation_id) < ($2::timestamptz, $3::uuid)
 order by created_at desc, operation_id desc
 limit $4::bigint
