update grading.work_order
   set state = $3::text, finished_at = now(), minutes = $4::integer, parts_amount = $5::bigint, note = $6::text
 where merchant_id = $1::uuid
   and work_order_id = $2::uuid
   and state = 'open'
returning json_build_object('work_order_id', work_order_id, 'unit_id', unit_id, 'trip', trip, 'operations', operations, 'state', state,
                         'started_at', rp.iso(started_at), 'finished_at', rp.iso(finished_at), 'minutes', minutes, 'parts_amount', parts_amount, 'note', note)::text as item
