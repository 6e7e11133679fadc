select l.price_amount, o.currency from fulfillment.order_line l join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
 where l.merchant_id = $1::uuid and l.order_id = $2::uuid and l.line_id = $3::uuid
