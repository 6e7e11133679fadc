-- Photos of a unit; present: of the trip it is on.
select p.photo_id, p.shot, p.trip = u.trip as present
  from ledger.unit u
  join intake.photo_view p on p.merchant_id = u.merchant_id and p.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
