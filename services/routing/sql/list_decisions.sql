select json_build_object('decision_id', d.decision_id, 'provider_return_id', d.provider_return_id, 'order_name', d.order_name,
                         'tracking_number', d.tracking_number, 'carrier', d.carrier, 'decided_at', rp.iso(d.decided_at), 'conflicts', d.conflicts, 'lines', (select json_agg(json_build_object('line_id', l.line_id, 'line_item_id', l.line_item_id, 'title', l.title, 'sku', l.sku,
                                 'product_type', l.product_type, 'return_reason', l.return_reason, 'price', rp.money(l.price_amount, l.currency),
                                 'destination_id', l.destination_id, 'destination', t.name, 'to_partner', coalesce(t.is_partner, false), 'kind', l.kind,
                                 'trace', l.trace) order by l.line_id)
            from routing.decision_line l
            left join routing.destination t on t.merchant_id = l.merchant_id and t.destination_id = l.destination_id
           where l.merchant_id = d.merchant_id and l.decision_id = d.decision_id))::text as item, d.decided_at::text as key, d.decision_id as id
  from routing.decision d
 where d.merchant_id = $1::uuid
   and (d.decided_at, d.decision_id) < ($2::timestamptz, $3::uuid)
 order by d.decided_at desc, d.decision_id desc
 limit $4::bigint
