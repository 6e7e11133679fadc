select line_id, parcel_id from fulfillment.order_line where merchant_id = $1::uuid and order_id = $2::uuid and unit_id = $3::uuid and state = 'bound'
