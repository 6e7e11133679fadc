-- The first scan begins it; row count 0: closed, still being counted, or not there.
update intake.shipment set state = 'receiving', called_off = false
 where merchant_id = $1::uuid and shipment_id = $2::uuid and state <> 'closed'
   and not exists (select from intake.manifest m where m.merchant_id = $1::uuid and m.shipment_id = $2::uuid and m.state in ('counting', 'differs'))
