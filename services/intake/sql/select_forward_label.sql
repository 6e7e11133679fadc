-- What is printed on the label of a piece that is sent on.
select u.lpn as plate, f.destination, f.address::text as address, s.name as facility, s.address::text as facility_address, coalesce(h.rma, h.order_name) as reference
  from ledger.unit u
  join intake.forward f on f.merchant_id = u.merchant_id and f.unit_id = u.unit_id and f.trip = u.trip
  join accounts.facility_view s on s.facility_id = f.facility_id
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
  left join intake.shipment h on h.merchant_id = r.merchant_id and h.shipment_id = r.shipment_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
