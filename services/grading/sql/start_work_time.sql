insert into grading.work_time (merchant_id, work_order_id, nth, technician)
select $1::uuid, $2::uuid, coalesce(max(t.nth), 0) + 1, $3::text from grading.work_time t where t.merchant_id = $1::uuid and t.work_order_id = $2::uuid
