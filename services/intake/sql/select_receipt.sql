-- The shipment that a unit came with on its first trip.
select shipment_id::text from intake.unit_record where merchant_id = $1::uuid and unit_id = $2::uuid and trip = 1
