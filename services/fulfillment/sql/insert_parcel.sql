insert into fulfillment.parcel (merchant_id, parcel_id, order_id) values ($1::uuid, $2::uuid, $3::uuid)
