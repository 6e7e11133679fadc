-- Before it is closed: receivers hold this row until they commit, so what the next statement reads is all there is.
select state from intake.shipment where merchant_id = $1::uuid and shipment_id = $2::uuid for update
