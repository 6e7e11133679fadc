update grading.work_order
   set stage = 'working', technician = $4::text, started_at = coalesce(started_at, now()), paused_reason = null, paused_note = null, paused_at = null
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and stage = $3::text
