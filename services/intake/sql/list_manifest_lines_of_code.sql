-- The lines of a scanned product (a GTIN as 14 digits, or what the code says), those first that wait for a piece.
select jsonb_build_object('line_id', l.line_id, 'line', l.line, 'sku', l.sku, 'barcode', l.barcode, 'title', l.title, 'product_type', l.product_type, 'vendor', l.vendor,
                          'price', rp.money(l.price_amount, l.currency), 'condition', l.condition, 'carton', l.carton,
                          'expected', case when m.state <> 'counting' then l.expected end, 'received', l.received, 'damaged_in_transit', l.damaged_in_transit,
                          'wrong_item', l.wrong_item, 'outcome', intake.piece_state(l, s.state = 'closed'))::text as item, l.done::text as key, l.line_id as id
  from (select * from intake.manifest_line c where c.code in ($3::text, $4::text) and c.merchant_id = $1::uuid and c.shipment_id = $2::uuid
         union
        select * from intake.manifest_line k where k.sku = $4::text and k.merchant_id = $1::uuid and k.shipment_id = $2::uuid) l
  join intake.manifest m on m.merchant_id = l.merchant_id and m.shipment_id = l.shipment_id
  join intake.shipment s on s.merchant_id = l.merchant_id and s.shipment_id = l.shipment_id
 where (l.done::text, l.line_id) > ($5::text, $6::uuid)
 order by l.done::text, l.line_id
 limit $7::bigint
