select b.sealed, intake.wants_shot(u.merchant_id, u.product_type, 'Seal') as seal_photo
  from ledger.unit u
  join intake.bench_view b on b.merchant_id = u.merchant_id and b.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
