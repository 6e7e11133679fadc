with manifest as (
        update intake.manifest_line set done = true where merchant_id = $1::uuid and shipment_id = $2::uuid and not done)
update intake.shipment_line set outcome = 'short' where merchant_id = $1::uuid and shipment_id = $2::uuid and outcome = 'pending'
