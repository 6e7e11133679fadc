-- The claim on a held unit does not end: it is what frees the unit when the hold is over.
update fulfillment.claim c
   set state = $3::text
  from ledger.unit u
 where c.merchant_id = $1::uuid
   and c.claim_id = $2::uuid
   and c.state = 'active'
   and u.merchant_id = c.merchant_id
   and u.unit_id = c.unit_id
   and u.state <> 'quarantined'
returning c.unit_id
