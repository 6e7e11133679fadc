select json_build_object('shipment_id', s.shipment_id, 'merchant_id', s.merchant_id,
                         'merchant', (select m.name from accounts.merchant_view m where m.merchant_id = s.merchant_id),
                         'door', s.door, 'state', s.state, 'rma', s.rma, 'order_name', s.order_name, 'tracking_number', s.tracking_number, 'carrier', s.carrier,
                         'announced_at', rp.iso(s.announced_at), 'closed_at', rp.iso(s.closed_at), 'lines', (select coalesce(json_agg(json_build_object('line_id', l.line_id, 'title', l.title, 'sku', l.sku, 'barcode', l.barcode, 'product_type', l.product_type,
                                 'return_reason', l.return_reason, 'price', rp.money(l.price_amount, l.currency), 'outcome', l.outcome, 'unit_id', l.unit_id,
                                 'lpn', (select u.lpn from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id)) order by l.place), '[]') from intake.shipment_line l
                                    where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id), 'strangers', (select coalesce(json_agg(json_build_object('unit_id', r.unit_id, 'lpn', u.lpn, 'title', r.title, 'sku', r.sku, 'outcome', r.outcome, 'note', r.note)
                                                      order by r.received_at), '[]')
                                    from intake.unit_record r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                                   where r.merchant_id = s.merchant_id and r.shipment_id = s.shipment_id and r.line_id is null))::text as item
  from intake.shipment s
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
