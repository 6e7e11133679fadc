update grading.recall set ended_by = $3::text, ended_at = now()
 where merchant_id = $1::uuid
   and recall_id = $2::uuid
   and ended_at is null
returning json_build_object('recall_id', recall_id, 'serial', serial, 'lot', lot, 'sku', sku, 'product_id', product_id, 'reason', reason, 'created_by', created_by,
                         'created_at', rp.iso(created_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at))::text as item
