insert into grading.work_step (merchant_id, record_id, work_order_id, operation, step, value, unit, photo_id, note, recorded_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::integer, $6::bigint, $7::text, $8::uuid, $9::text, $10::text)
returning json_build_object('operation', operation, 'step', step, 'value', value, 'unit', unit, 'photo_id', photo_id, 'note', note, 'recorded_by', recorded_by,
                            'recorded_at', rp.iso(recorded_at))::text as item
