-- Each line with where its unit is, in the order in which units are locked.
select l.unit_id, l.line_id, l.price_amount, o.currency, l.state, u.state as unit_state
  from fulfillment.order_line l
  join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
 where l.merchant_id = $1::uuid
   and l.order_id = $2::uuid
 order by l.listing_id
