-- Over all merchants: the floor's own list, oldest first.
select json_build_object('shipment_id', s.shipment_id, 'merchant_id', s.merchant_id,
                         'merchant', (select m.name from accounts.merchant_view m where m.merchant_id = s.merchant_id),
                         'door', s.door, 'state', s.state, 'rma', s.rma, 'order_name', s.order_name, 'tracking_number', s.tracking_number, 'carrier', s.carrier,
                         'announced_at', rp.iso(s.announced_at), 'closed_at', rp.iso(s.closed_at))::text as item, s.announced_at::text as key, s.shipment_id as id
  from intake.shipment s
 where s.state <> 'closed'
   and (s.announced_at, s.shipment_id) > ($1::timestamptz, $2::uuid)
 order by s.announced_at, s.shipment_id
 limit $3::bigint
