select l.unit_id, l.line_id, l.price_amount, o.currency
  from fulfillment.order_line l join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
 where l.merchant_id = $1::uuid and l.order_id = $2::uuid and l.state = 'bound' order by l.place
