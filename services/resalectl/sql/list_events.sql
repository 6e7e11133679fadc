select sequence, rp.iso(at) as at, service, actor, event, coalesce(from_state, '-') as from_state, to_state, trip, payload::text as payload, encode(hash, 'hex') as hash
  from ledger.event
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
 order by sequence
