-- The version whose questions were answered, where a later one began less than a day ago: what was asked before is graded by what was asked.
select r.rubric_id, r.version, r.body::text as body
  from ledger.unit u
  join grading.rubric r on r.merchant_id = u.merchant_id and r.product_type in (u.product_type, '*') and coalesce(r.effective_from, r.created_at) <= now()
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
   and r.rubric_id = $3::uuid
   and not exists (select from grading.rubric later
                    where later.merchant_id = r.merchant_id and later.product_type in (u.product_type, '*') and coalesce(later.effective_from, later.created_at) <= now() - interval '1 day'
                      and case when later.product_type = r.product_type then later.version > r.version else r.product_type = '*' end)
