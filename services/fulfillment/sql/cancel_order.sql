update fulfillment.resale_order set state = 'cancelled' where merchant_id = $1::uuid and order_id = $2::uuid and state = 'open'
