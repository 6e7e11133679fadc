update fulfillment.resale_return set state = 'received', received_at = now()
 where merchant_id = $1::uuid and unit_id = $2::uuid and state = 'authorised'
returning order_id, line_id
