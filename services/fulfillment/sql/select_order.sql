select json_build_object('order_id', o.order_id, 'merchant_id', o.merchant_id, 'source', o.source, 'provider_order_id', o.provider_order_id, 'order_name', o.order_name,
                         'state', o.state, 'currency', o.currency, 'paid_at', rp.iso(o.paid_at), 'created_at', rp.iso(o.created_at),
                         'lines', (select coalesce(json_agg(json_build_object('line_id', l.line_id, 'listing_id', l.listing_id, 'unit_id', l.unit_id, 'lpn', u.lpn,
                                          'title', u.title, 'unit_state', u.state, 'state', l.state, 'price', rp.money(l.price_amount, o.currency),
                                          'terms', json_build_object('return_days', l.return_days, 'final_sale', l.final_sale,
                                                   'final_sale_set_by', l.final_sale_set_by, 'policy_version', l.policy_version), 'parcel_id', l.parcel_id)
                                          order by l.place), '[]')
                                     from fulfillment.order_line l join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
                                    where l.merchant_id = o.merchant_id and l.order_id = o.order_id),
                         'parcels', (select coalesce(json_agg(json_build_object('parcel_id', p.parcel_id, 'state', p.state, 'carrier', p.carrier,
                                          'tracking_number', p.tracking_number, 'shipped_at', rp.iso(p.shipped_at), 'delivered_at', rp.iso(p.delivered_at))
                                          order by p.packed_at), '[]')
                                     from fulfillment.parcel p where p.merchant_id = o.merchant_id and p.order_id = o.order_id),
                         'refund_tasks', (select coalesce(json_agg(json_build_object('task_id', t.task_id, 'line_id', t.line_id, 'reason', t.reason) order by t.created_at), '[]')
                                     from fulfillment.refund_task t where t.merchant_id = o.merchant_id and t.order_id = o.order_id and t.done_at is null))::text as item
  from fulfillment.resale_order o
 where o.merchant_id = $1::uuid
   and o.order_id = $2::uuid
