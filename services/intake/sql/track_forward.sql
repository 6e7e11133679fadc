-- The number under which it goes; it may be put right until the piece has left. No row: it is not sent on, or has left.
update intake.forward f
   set carrier = $3::text, tracking_number = $4::text, state = 'ready'
  from ledger.unit u
 where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
   and f.merchant_id = u.merchant_id and f.unit_id = u.unit_id and f.trip = u.trip and f.state <> 'done'
returning intake.forward_json(f)::text as item
