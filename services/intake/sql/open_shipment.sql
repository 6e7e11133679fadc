-- The first scan begins it; row count 0: closed or not there.
update intake.shipment set state = 'receiving', called_off = false where merchant_id = $1::uuid and shipment_id = $2::uuid and state <> 'closed'
