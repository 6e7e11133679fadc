-- Graded units of a merchant that are to be resold and have no offer yet.
select u.unit_id
  from ledger.unit u
  join grading.grade_view g on g.merchant_id = u.merchant_id and g.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.state = 'graded'
   and g.disposition = 'resell'
 order by u.changed_at
 limit 500
