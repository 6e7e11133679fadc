-- What is still pending is short; the report says all of it.
with short as (
        update intake.shipment_line set outcome = 'short'
         where merchant_id = $1::uuid and shipment_id = $2::uuid and outcome = 'pending'
        returning line_id)
update intake.shipment s
   set state = 'closed', closed_at = now(),
       report = json_build_object('shipment_id', s.shipment_id, 'rma', s.rma, 'order_name', s.order_name, 'tracking_number', s.tracking_number, 'closed_at', rp.iso(now()),
                'lines', (select coalesce(json_agg(json_build_object('line_id', l.line_id, 'line_item_id', l.line_item_id, 'sku', l.sku, 'title', l.title,
                                          'outcome', case when l.line_id in (select line_id from short) then 'short' else l.outcome end,
                                          'lpn', (select u.lpn from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id)) order by l.place), '[]')
                            from intake.shipment_line l where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id),
                'strangers', (select coalesce(json_agg(json_build_object('unit_id', r.unit_id, 'lpn', u.lpn, 'title', r.title, 'sku', r.sku, 'outcome', r.outcome, 'note', r.note)
                                                      order by r.received_at), '[]')
                                    from intake.unit_record r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                                   where r.merchant_id = s.merchant_id and r.shipment_id = s.shipment_id and r.line_id is null))
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
   and s.state <> 'closed'
returning s.report::text
