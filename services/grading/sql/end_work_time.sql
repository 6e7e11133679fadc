update grading.work_time set ended_at = clock_timestamp() where merchant_id = $1::uuid and work_order_id = $2::uuid and ended_at is null
