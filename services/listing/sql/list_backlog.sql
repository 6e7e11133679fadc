-- Graded units of a merchant that are to be resold, those that wait longest first.
select u.unit_id, u.lpn, coalesce(u.title, u.sku) as title, g.grade, g.condition, rp.iso(u.changed_at) as since, u.changed_at::text as key
  from ledger.unit u
  join grading.grade_view g on g.merchant_id = u.merchant_id and g.unit_id = u.unit_id
  left join grading.decision_view d on d.merchant_id = u.merchant_id and d.unit_id = u.unit_id and d.trip = u.trip and d.decided_at >= g.graded_at
 where u.merchant_id = $1::uuid
   and u.state = 'graded'
   and coalesce(d.chosen, g.disposition) = 'resell'
   and (u.changed_at, u.unit_id) > ($2::timestamptz, $3::uuid)
 order by u.changed_at, u.unit_id
 limit $4::bigint
