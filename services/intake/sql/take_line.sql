-- Once: whoever changes it from pending has it. What the customer withdrew may come all the same.
update intake.shipment_line
   set outcome = $4::text, unit_id = $5::uuid
 where merchant_id = $1::uuid
   and shipment_id = $2::uuid
   and line_id = $3::uuid
   and outcome in ('pending', 'withdrawn')
