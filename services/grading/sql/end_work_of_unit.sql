-- The unit leaves: work that was planned is cancelled, work that had begun ends as failed.
with ended as (
        update grading.work_order
           set state = case when stage = 'planned' then 'cancelled' else 'failed' end, stage = null, finished_at = now(), note = 'The unit left: ' || $3::text || '.',
               paused_reason = null, paused_note = null, paused_at = null
         where merchant_id = $1::uuid
           and unit_id = $2::uuid
           and state = 'open'
        returning merchant_id, work_order_id)
update grading.work_time t
   set ended_at = clock_timestamp()
  from ended e
 where t.merchant_id = e.merchant_id
   and t.work_order_id = e.work_order_id
   and t.ended_at is null
