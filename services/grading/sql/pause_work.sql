update grading.work_order
   set stage = 'paused', paused_reason = $3::text, paused_note = $4::text, paused_at = now()
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and stage = 'working'
