insert into fulfillment.resale_return (merchant_id, return_id, order_id, line_id, unit_id, rma, reason) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::text, $7::text)
