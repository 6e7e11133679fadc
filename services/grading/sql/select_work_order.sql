-- All of it; without the grades where they are hidden from who asks.
select (case when grading.is_blind(w.merchant_id, w.unit_id, $3::text, $4::boolean) then jsonb_set(jsonb_set(f.item, '{before,grade}', 'null'), '{after,grade}', 'null') else f.item end)::text as item
  from grading.work_order w
 cross join lateral grading.whole_work_order(w.merchant_id, w.work_order_id) as f(item)
 where w.merchant_id = $1::uuid
   and w.work_order_id = $2::uuid
