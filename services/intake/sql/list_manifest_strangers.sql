select jsonb_build_object('unit_id', r.unit_id, 'lpn', u.lpn, 'title', r.title, 'sku', r.sku, 'outcome', r.outcome, 'note', r.note)::text as item, '' as key, r.unit_id as id
  from intake.unit_record r
  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
 where r.merchant_id = $1::uuid
   and r.shipment_id = $2::uuid
   and r.line_id is null
   and r.outcome <> 'undone'
   and $3::text is not null
   and r.unit_id > $4::uuid
 order by r.unit_id
 limit $5::bigint
