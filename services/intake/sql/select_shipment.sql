select intake.shipment_json(s)::text as item
  from intake.shipment s
 where s.merchant_id = $1::uuid
   and s.shipment_id = $2::uuid
