-- The first grade of a trip; what comes after it does not count.
insert into intake.dock_time (merchant_id, unit_id, trip, facility_id, received_at, graded_at)
select r.merchant_id, r.unit_id, r.trip, r.facility_id, r.received_at, $4::timestamptz
  from ledger.event e
  join intake.unit_record r on r.merchant_id = e.merchant_id and r.unit_id = e.unit_id and r.trip = e.trip
 where e.merchant_id = $1::uuid and e.unit_id = $2::uuid and e.sequence = $3::bigint
    on conflict do nothing
