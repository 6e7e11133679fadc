-- All of it; empty where the grade of its unit is hidden from who asks.
select case when grading.is_blind(w.merchant_id, w.unit_id, $3::text, $4::boolean) then '' else grading.whole_work_order(w.merchant_id, w.work_order_id)::text end as item
  from grading.work_order w
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
