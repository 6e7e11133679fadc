-- The latest sale of a unit with its frozen terms; the window ends with the day, in the merchant's time zone.
select l.order_id, l.line_id, l.state as line_state, l.final_sale, coalesce(l.final_sale_set_by, '') as final_sale_set_by, l.return_days, l.policy_version,
       u.state as unit_state, p.delivered_at,
       date_trunc('day', coalesce(p.delivered_at, p.shipped_at, o.paid_at) at time zone m.time_zone + interval '1 day' * (l.return_days + 1)) at time zone m.time_zone
               - interval '1 second' as until,
       now() as asked_at
  from fulfillment.order_line l
  join fulfillment.resale_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
  join accounts.merchant_view m on m.merchant_id = l.merchant_id
  left join fulfillment.parcel p on p.merchant_id = l.merchant_id and p.parcel_id = l.parcel_id
 where l.merchant_id = $1::uuid
   and l.unit_id = $2::uuid
   and l.state in ('bound', 'returned')
 order by o.created_at desc, l.order_id desc
 limit 1
