select json_build_object('recall_id', recall_id, 'serial', serial, 'lot', lot, 'sku', sku, 'product_id', product_id, 'reason', reason, 'created_by', created_by,
                         'created_at', rp.iso(created_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at))::text as item,
       created_at::text as key, recall_id as id
  from grading.recall
 where merchant_id = $1::uuid
   and (created_at, recall_id) < ($2::timestamptz, $3::uuid)
 order by created_at desc, recall_id desc
 limit $4::bigint
