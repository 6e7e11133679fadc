-- Background, over all merchants; the claim on a held unit waits for the hold to end.
select c.merchant_id, c.claim_id
  from fulfillment.claim c
  join ledger.unit u on u.merchant_id = c.merchant_id and u.unit_id = c.unit_id
 where c.state = 'active'
   and c.expires_at <= now()
   and u.state <> 'quarantined'
 order by c.expires_at
 limit 100
