select json_build_object('work_order_id', work_order_id, 'unit_id', unit_id, 'trip', trip, 'operations', operations, 'state', state,
                         'started_at', rp.iso(started_at), 'finished_at', rp.iso(finished_at), 'minutes', minutes, 'parts_amount', parts_amount, 'note', note)::text as item, started_at::text as key, work_order_id as id
  from grading.work_order
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and (started_at, work_order_id) < ($3::timestamptz, $4::uuid)
 order by started_at desc, work_order_id desc
 limit $5::bigint
