update grading.work_order
   set due_at = $3::timestamptz, priority = $4::integer
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and state = 'open'
