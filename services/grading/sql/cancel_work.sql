update grading.work_order
   set state = 'cancelled', stage = null, finished_at = now(), note = $3::text
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and stage = 'planned'
