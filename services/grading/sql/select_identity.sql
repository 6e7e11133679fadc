select json_build_object('unit_id', u.unit_id, 'serial', i.serial, 'lot', i.lot, 'read_by', i.read_by, 'read_at', rp.iso(i.read_at))::text as item
  from ledger.unit u
  left join grading.identity i on i.merchant_id = u.merchant_id and i.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
