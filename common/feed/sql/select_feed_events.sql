-- Only what no running transaction could still put something before.
select merchant_id, unit_id, sequence, position, xid, event, from_state, to_state, payload::text as payload, at
  from ledger.event
 where (xid, position) > ($1::bigint, $2::bigint)
   and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
 order by ledger.event.xid, ledger.event.position
 limit 200
