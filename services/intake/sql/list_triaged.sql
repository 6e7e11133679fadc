-- The last pieces that were triaged, with what it went by: for looking at what other rules would have said.
select u.lpn, r.title, r.outcome, r.product_type, r.return_reason, r.price_amount as price, r.currency, t.sealed, t.next as was
  from (select * from intake.triage x where x.merchant_id = $1::uuid order by x.decided_at desc limit 200) t
  join ledger.unit u on u.merchant_id = t.merchant_id and u.unit_id = t.unit_id
  join intake.unit_record r on r.merchant_id = t.merchant_id and r.unit_id = t.unit_id and r.trip = t.trip
 order by t.decided_at desc, u.lpn
