select u.merchant_id, u.unit_id, u.lpn, ledger.verify(u.merchant_id, u.unit_id) as broken_at
  from ledger.unit u
 where u.merchant_id = (select m.merchant_id from ledger.merchant m where m.number = $1::integer)
   and u.lpn = $2::text
