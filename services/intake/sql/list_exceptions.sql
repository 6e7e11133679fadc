-- What came otherwise than it should: pieces that nobody has decided about yet, however old, found among those in work; and what was short within a week. Newest first.
select x.item::text as item, x.at::text as key, x.id
  from (select r.received_at as at, u.unit_id as id,
               json_build_object('kind', r.outcome, 'at', rp.iso(r.received_at), 'merchant_id', u.merchant_id, 'merchant', m.name, 'shipment_id', r.shipment_id,
                                 'reference', coalesce(s.rma, s.order_name, s.tracking_number), 'unit_id', u.unit_id, 'lpn', u.lpn, 'title', r.title, 'note', r.note,
                                 'pieces', 1, 'state', u.state, 'place', intake.place_json(u.merchant_id, u.unit_id),
                                 'forward', (select f.state from intake.forward f where f.merchant_id = u.merchant_id and f.unit_id = u.unit_id and f.trip = u.trip)) as item
          from ledger.unit u
          join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
          join accounts.merchant_view m on m.merchant_id = u.merchant_id
          left join intake.shipment s on s.merchant_id = r.merchant_id and s.shipment_id = r.shipment_id
         where u.state in ('received', 'quarantined')
           and r.outcome in ('wrong_item', 'damaged_in_transit', 'unexpected', 'misrouted', 'extra')
           and ($1::uuid is null or r.facility_id = $1::uuid)
         union all
        select s.closed_at, s.shipment_id,
               json_build_object('kind', 'short', 'at', rp.iso(s.closed_at), 'merchant_id', s.merchant_id, 'merchant', m.name, 'shipment_id', s.shipment_id,
                                 'reference', coalesce(s.rma, s.order_name, s.tracking_number), 'unit_id', null, 'lpn', null,
                                 'title', (select string_agg(l.title, ', ' order by l.place) from intake.shipment_line l
                                            where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id and l.outcome = 'short'),
                                 'note', null, 'pieces', s.pieces_short, 'state', null, 'place', null, 'forward', null)
          from intake.shipment s
          join accounts.merchant_view m on m.merchant_id = s.merchant_id
         where s.pieces_short > 0
           and s.closed_at > now() - interval '7 days'
           and ($1::uuid is null or not exists (select from intake.unit_record r where r.merchant_id = s.merchant_id and r.shipment_id = s.shipment_id and r.facility_id <> $1::uuid))
       ) x
 where (x.at, x.id) < ($2::timestamptz, $3::uuid)
 order by x.at desc, x.id desc
 limit $4::bigint
