select merchant_id, unit_id, lpn, state, sku, product_type, title, trip, version, changed_at
  from ledger.unit
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
