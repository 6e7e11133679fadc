update routing.outbox o
   set state = 'pending', attempts = 0, finished_at = null, leased_until = null, due_at = now()
 where o.merchant_id = $1::uuid
   and o.delivery_id = $2::uuid
   and o.state = 'dead'
   and exists (select from routing.loop_report r where r.merchant_id = $1::uuid and r.report_id = $2::uuid)
