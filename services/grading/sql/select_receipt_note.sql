-- What whoever received the unit wrote of it, on the trip that this event began; no row: nothing, or it is on a later one.
select r.note, e.actor
  from ledger.event e
  join intake.receipt_note_view r on r.merchant_id = e.merchant_id and r.unit_id = e.unit_id
 where e.merchant_id = $1::uuid
   and e.unit_id = $2::uuid
   and e.sequence = $3::bigint
   and not exists (select from ledger.event a where a.merchant_id = e.merchant_id and a.unit_id = e.unit_id and a.sequence > e.sequence and a.event = 'received_again')
