select intake.forward_json(f)::text as item
  from ledger.unit u
  join intake.forward f on f.merchant_id = u.merchant_id and f.unit_id = u.unit_id and f.trip = u.trip
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
