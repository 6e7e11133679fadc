-- The plate's number names the merchant: one row by its unique key.
select u.merchant_id, u.unit_id, u.lpn, u.state, u.sku, u.product_type, u.title, u.trip, u.version, u.changed_at
  from ledger.unit u
 where u.merchant_id = (select m.merchant_id from ledger.plate_merchant m where m.number = $1::integer)
   and u.lpn = $2::text
