select json_build_object('parcel_id', p.parcel_id, 'order_id', p.order_id, 'state', p.state, 'carrier', p.carrier, 'tracking_number', p.tracking_number,
                         'packed_at', rp.iso(p.packed_at), 'shipped_at', rp.iso(p.shipped_at), 'delivered_at', rp.iso(p.delivered_at),
                         'units', (select coalesce(json_agg(json_build_object('unit_id', u.unit_id, 'lpn', u.lpn, 'state', u.state) order by u.lpn), '[]')
                                     from fulfillment.order_line l join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
                                    where l.merchant_id = p.merchant_id and l.parcel_id = p.parcel_id),
                         'events', (select coalesce(json_agg(json_build_object('status', e.status, 'at', rp.iso(e.at)) order by e.at), '[]')
                                     from fulfillment.tracking_event e where e.merchant_id = p.merchant_id and e.parcel_id = p.parcel_id))::text as item
  from fulfillment.parcel p
 where p.merchant_id = $1::uuid
   and p.parcel_id = $2::uuid
