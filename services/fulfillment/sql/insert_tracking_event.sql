insert into fulfillment.tracking_event (merchant_id, event_id, parcel_id, status) values ($1::uuid, $2::uuid, $3::uuid, $4::text)
