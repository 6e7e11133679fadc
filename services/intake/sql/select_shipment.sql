select (intake.shipment_facts(s) || jsonb_build_object('lines', intake.shipment_lines(s), 'strangers', intake.shipment_strangers(s)))::text as item
  from intake.shipment s
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
