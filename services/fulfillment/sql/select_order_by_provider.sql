select order_id, state from fulfillment.resale_order where merchant_id = $1::uuid and source = $2::text and provider_order_id = $3::text
