-- Over all merchants: what was paid and waits in its bin, oldest first.
select json_build_object('merchant_id', u.merchant_id, 'order_id', l.order_id, 'order_name', o.order_name, 'unit_id', u.unit_id, 'lpn', u.lpn, 'title', u.title,
                         'sku', u.sku, 'state', u.state, 'paid_at', rp.iso(o.paid_at))::text as item, u.changed_at::text as key, u.unit_id as id
  from ledger.unit u
  join fulfillment.order_line l on l.merchant_id = u.merchant_id and l.unit_id = u.unit_id and l.state = 'bound'
  join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
 where u.state in ('sold', 'picked', 'packed')
   and (u.changed_at, u.unit_id) > ($1::timestamptz, $2::uuid)
 order by u.changed_at, u.unit_id
 limit $3::bigint
