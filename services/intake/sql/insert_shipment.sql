insert into intake.shipment (merchant_id, shipment_id, door, rma, tracking_number, carrier)
select $1::uuid, $2::uuid, 'consignment', $3::text, $4::text, $5::text from accounts.merchant_view m where m.merchant_id = $1::uuid
