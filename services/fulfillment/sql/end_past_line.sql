-- A sale of an earlier trip is over once its unit was received again. At most one: a unit is sold once.
update fulfillment.order_line l
   set state = 'returned'
  from ledger.unit u, fulfillment.resale_order o
 where l.merchant_id = $1::uuid
   and l.unit_id = $2::uuid
   and l.state = 'bound'
   and u.merchant_id = l.merchant_id
   and u.unit_id = l.unit_id
   and u.trip > l.trip
   and o.merchant_id = l.merchant_id
   and o.order_id = l.order_id
returning l.order_id, l.line_id, l.price_amount, o.currency
