update fulfillment.order_line set parcel_id = $4::uuid
 where merchant_id = $1::uuid and order_id = $2::uuid and unit_id = $3::uuid and state = 'bound' and parcel_id is null
