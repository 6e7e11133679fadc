select unit_id from grading.work_order where merchant_id = $1::uuid and work_order_id = $2::uuid
