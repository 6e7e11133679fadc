-- In the order of the file. What is expected is not said while it is counted.
select jsonb_build_object('line_id', l.line_id, 'line', l.line, 'sku', l.sku, 'barcode', l.barcode, 'title', l.title, 'product_type', l.product_type, 'vendor', l.vendor,
                          'price', rp.money(l.price_amount, l.currency), 'condition', l.condition, 'carton', l.carton,
                          'expected', case when m.state <> 'counting' then l.expected end, 'received', l.received, 'damaged_in_transit', l.damaged_in_transit,
                          'wrong_item', l.wrong_item, 'outcome', intake.piece_state(l, s.state = 'closed'))::text as item, '' as key, l.line_id as id
  from intake.manifest_line l
  join intake.manifest m on m.merchant_id = l.merchant_id and m.shipment_id = l.shipment_id
  join intake.shipment s on s.merchant_id = l.merchant_id and s.shipment_id = l.shipment_id
 where l.merchant_id = $1::uuid
   and l.shipment_id = $2::uuid
   and $3::text is not null
   and l.line_id > $4::uuid
 order by l.line_id
 limit $5::bigint
