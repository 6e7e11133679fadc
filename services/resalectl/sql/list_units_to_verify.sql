-- A page of units in order of their key.
select merchant_id, unit_id, lpn, ledger.verify(merchant_id, unit_id) as broken_at
  from ledger.unit
 where (merchant_id, unit_id) > ($1::uuid, $2::uuid)
 order by merchant_id, unit_id
 limit 1000
