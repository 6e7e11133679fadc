-- The return is heard of, first or again: what was decided stays, how it stands is new. No row: it was cancelled, which is final.
insert into routing.decision (merchant_id, decision_id, provider_return_id, order_name, provider_order_id, return_state, conflicts)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::jsonb)
    on conflict (merchant_id, provider_return_id) do update
   set return_state = excluded.return_state, xid = pg_current_xact_id()::text::bigint, position = default
 where decision.return_state <> 'cancelled'
returning decision_id
