select json_agg(x.item)::text from (
        select json_build_object('shipment_id', s.shipment_id, 'merchant_id', s.merchant_id,
                         'merchant', (select m.name from accounts.merchant_view m where m.merchant_id = s.merchant_id),
                         'door', s.door, 'state', s.state, 'rma', s.rma, 'order_name', s.order_name, 'tracking_number', s.tracking_number, 'carrier', s.carrier,
                         'announced_at', rp.iso(s.announced_at), 'closed_at', rp.iso(s.closed_at), 'lines', (select coalesce(json_agg(json_build_object('line_id', l.line_id, 'title', l.title, 'sku', l.sku, 'barcode', l.barcode, 'product_type', l.product_type,
                                 'return_reason', l.return_reason, 'price', rp.money(l.price_amount, l.currency), 'outcome', l.outcome, 'unit_id', l.unit_id,
                                 'lpn', (select u.lpn from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id)) order by l.place), '[]') from intake.shipment_line l
                                    where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id)) as item
          from intake.shipment s
         where upper(s.tracking_number) = upper($1::text)
         order by s.state = 'closed', s.announced_at desc
         limit 20) x
