update fulfillment.resale_order set sealed_customer = null, customer_key = null where merchant_id = $1::uuid and customer_key = $2::text
