update intake.shipment s
   set state = 'closed', called_off = false, closed_at = now(),
       report = (select json_build_object('shipment_id', s.shipment_id, 'rma', s.rma, 'order_name', s.order_name, 'tracking_number', f.facts -> 'tracking_number',
                                          'closed_at', rp.iso(now()), 'lines', intake.shipment_lines(s), 'strangers', intake.shipment_strangers(s))
                   from (select intake.shipment_facts(s) as facts) f)
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
returning s.report::text
