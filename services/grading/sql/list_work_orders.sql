select grading.work_order_json(merchant_id, work_order_id)::text as item, planned_at::text as key, work_order_id as id
  from grading.work_order
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and (planned_at, work_order_id) < ($3::timestamptz, $4::uuid)
 order by planned_at desc, work_order_id desc
 limit $5::bigint
