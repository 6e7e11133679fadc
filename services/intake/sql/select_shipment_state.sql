select state from intake.shipment where merchant_id = $1::uuid and shipment_id = $2::uuid
