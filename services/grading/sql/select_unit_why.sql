-- Why a unit is not the bench's to grade.
select u.state, b.held_because, rp.iso((select max(g.graded_at) from grading.grade g where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id and g.trip = u.trip)) as graded_at
  from ledger.unit u
  join intake.bench_view b on b.merchant_id = u.merchant_id and b.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
