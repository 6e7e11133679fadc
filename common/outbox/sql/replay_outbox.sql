update outbox
   set state = 'pending', attempts = 0, finished_at = null, leased_until = null, due_at = now()
 where merchant_id = $1::uuid
   and delivery_id = $2::uuid
   and state = 'dead'
