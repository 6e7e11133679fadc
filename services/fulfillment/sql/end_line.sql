update fulfillment.order_line set state = $4::text where merchant_id = $1::uuid and order_id = $2::uuid and line_id = $3::uuid and state = 'bound'
