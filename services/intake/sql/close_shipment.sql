-- The report says what came of the shipment, and when and where it was received, by that warehouse's clock where one had a piece of it.
with dock as (
        select min(r.received_at) as first, max(r.received_at) as last, (array_agg(r.facility_id order by r.received_at))[1] as facility_id
          from intake.unit_record r where r.merchant_id = $1::uuid and r.shipment_id = $2::uuid),
     outcomes as (
        select l.outcome, 1 as pieces from intake.shipment_line l where l.merchant_id = $1::uuid and l.shipment_id = $2::uuid
         union all
        select r.outcome, 1 from intake.unit_record r where r.merchant_id = $1::uuid and r.shipment_id = $2::uuid and r.line_id is null and r.outcome <> 'undone'
         union all
        select o.outcome, o.pieces
          from intake.manifest m,
               lateral (values ('received', m.received), ('damaged_in_transit', m.damaged_in_transit), ('wrong_item', m.wrong_item),
                               ('short', m.pieces - m.received - m.damaged_in_transit - m.wrong_item)) o (outcome, pieces)
         where m.merchant_id = $1::uuid and m.shipment_id = $2::uuid and o.pieces > 0),
     counts as (
        select coalesce(json_object_agg(c.outcome, c.count order by c.outcome), '{}') as counts, coalesce(sum(c.count) filter (where c.outcome = 'short'), 0) as short
          from (select outcome, sum(pieces) as count from outcomes group by outcome) c)
update intake.shipment s
   set state = 'closed', called_off = false, closed_at = now(), pieces_short = (select short from counts),
       report = (select json_build_object('shipment_id', s.shipment_id, 'merchant', f.whole -> 'merchant', 'rma', s.rma, 'order_name', s.order_name,
                                          'tracking_number', f.whole -> 'tracking_number', 'carrier', f.whole -> 'carrier', 'announced_at', rp.iso(s.announced_at),
                                          'first_received_at', rp.iso(d.first), 'last_received_at', rp.iso(d.last), 'closed_at', rp.iso(now()), 'facility', v.name,
                                          'time_zone', v.time_zone, 'counts', (select counts from counts), 'lines', f.whole -> 'lines',
                                          'strangers', f.whole -> 'strangers', 'manifest', intake.manifest_report(s.merchant_id, s.shipment_id))
                   from (select intake.shipment_json(s) as whole) f cross join dock d left join accounts.facility_view v on v.facility_id = d.facility_id)
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
returning s.report::text
