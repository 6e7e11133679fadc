select from intake.photo_view p
  join ledger.unit u on u.merchant_id = p.merchant_id and u.unit_id = p.unit_id and u.trip = p.trip
 where p.merchant_id = $1::uuid
   and p.unit_id = $2::uuid
   and p.photo_id = $3::uuid
   and p.shot = $4::text
