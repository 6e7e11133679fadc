-- No row: one is open for the unit.
insert into grading.work_order (merchant_id, work_order_id, unit_id, trip, operations, stage, planned_by, technician, started_at, priority, due_at, facility_id, setting_version,
                                currency, rate_amount, expected_minutes, expected_amount, fixed_amount, grade_before)
select u.merchant_id, $2::uuid, u.unit_id, u.trip, $4::jsonb, case when $6::boolean then 'planned' else 'working' end, $5::text, case when not $6::boolean then $5::text end,
       case when not $6::boolean then now() end, $7::integer, $8::timestamptz, $9::uuid, $10::integer, $11::text, $12::bigint, $13::integer, $14::bigint, $15::bigint, $16::uuid
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $3::uuid
    on conflict (merchant_id, unit_id) where state = 'open' do nothing
