insert into fulfillment.refund_task (merchant_id, task_id, order_id, line_id, reason) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text)
