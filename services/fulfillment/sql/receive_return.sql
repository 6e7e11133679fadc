update fulfillment.resale_return set state = 'received', received_at = now()
 where merchant_id = $1::uuid and order_id = $2::uuid and line_id = $3::uuid and state = 'authorised'
