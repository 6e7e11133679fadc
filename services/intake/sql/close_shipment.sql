-- The report says what came of the shipment, and when and where it was received, by that warehouse's clock where one had a piece of it.
with dock as (
        select min(r.received_at) as first, max(r.received_at) as last, (array_agg(r.facility_id order by r.received_at))[1] as facility_id
          from intake.unit_record r where r.merchant_id = $1::uuid and r.shipment_id = $2::uuid),
     outcomes as (
        select l.outcome from intake.shipment_line l where l.merchant_id = $1::uuid and l.shipment_id = $2::uuid
         union all
        select r.outcome from intake.unit_record r where r.merchant_id = $1::uuid and r.shipment_id = $2::uuid and r.line_id is null),
     counts as (
        select coalesce(json_object_agg(c.outcome, c.count order by c.outcome), '{}') as counts, coalesce(sum(c.count) filter (where c.outcome = 'short'), 0) as short
          from (select outcome, count(*) as count from outcomes group by outcome) c)
update intake.shipment s
   set state = 'closed', called_off = false, closed_at = now(), pieces_short = (select short from counts),
       report = (select json_build_object('shipment_id', s.shipment_id, 'merchant', f.facts -> 'merchant', 'rma', s.rma, 'order_name', s.order_name,
                                          'tracking_number', f.facts -> 'tracking_number', 'carrier', f.facts -> 'carrier', 'announced_at', rp.iso(s.announced_at),
                                          'first_received_at', rp.iso(d.first), 'last_received_at', rp.iso(d.last), 'closed_at', rp.iso(now()), 'facility', v.name,
                                          'time_zone', v.time_zone, 'counts', (select counts from counts), 'lines', intake.shipment_lines(s),
                                          'strangers', intake.shipment_strangers(s))
                   from (select intake.shipment_facts(s) as facts) f cross join dock d left join accounts.facility_view v on v.facility_id = d.facility_id)
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
returning s.report::text
