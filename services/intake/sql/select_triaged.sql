-- What triage goes by, of a unit as it came in on its present trip.
select r.outcome, r.product_type, r.return_reason, r.price_amount as price, r.currency, u.state, coalesce(t.sealed, false) as sealed
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
  left join intake.triage t on t.merchant_id = u.merchant_id and t.unit_id = u.unit_id and t.trip = u.trip
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
