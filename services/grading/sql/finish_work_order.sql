update grading.work_order
   set state = $4::text, stage = null, finished_at = now(), minutes = $5::integer, counted_minutes = $6::integer, parts_amount = $7::bigint, note = $8::text,
       labour_amount = $9::bigint, cost_amount = $10::bigint, refurbishes = $11::boolean, paused_reason = null, paused_note = null, paused_at = null
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and stage = $3::text
