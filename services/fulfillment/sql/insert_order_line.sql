insert into fulfillment.order_line (merchant_id, order_id, line_id, place, provider_line_id, unit_id, listing_id, price_amount, state, return_days, final_sale,
                                    final_sale_set_by, policy_version, trip)
select $1::uuid, $2::uuid, $3::uuid, $4::integer, $5::text, u.unit_id, $7::uuid, $8::bigint, $9::text, $10::integer, $11::boolean, $12::text, $13::integer, u.trip
  from ledger.unit u
 where u.merchant_id = $1::uuid
   and u.unit_id = $6::uuid
