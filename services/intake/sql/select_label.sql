-- What is printed on the unit's label: as it came in on its present trip, at the time of the warehouse that it came to.
select u.lpn as plate, r.title, r.sku, r.barcode, m.name as merchant, to_char(r.received_at at time zone f.time_zone, 'YYYY-MM-DD HH24:MI') as received
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
  join accounts.merchant_view m on m.merchant_id = u.merchant_id
  join accounts.facility_view f on f.facility_id = r.facility_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
