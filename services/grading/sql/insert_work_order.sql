insert into grading.work_order (merchant_id, work_order_id, unit_id, trip, operations, technician)
select u.merchant_id, $2::uuid, u.unit_id, u.trip, $4::jsonb, $5::text from ledger.unit u where u.merchant_id = $1::uuid and u.unit_id = $3::uuid
returning json_build_object('work_order_id', work_order_id, 'unit_id', unit_id, 'trip', trip, 'operations', operations, 'state', state,
                         'started_at', rp.iso(started_at), 'finished_at', rp.iso(finished_at), 'minutes', minutes, 'parts_amount', parts_amount, 'note', note)::text as item
