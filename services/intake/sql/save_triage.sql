-- What triage suggests now, for the unit's present trip.
insert into intake.triage (merchant_id, unit_id, trip, rule_version, sealed, next, because, expected_amount, currency, decided_by)
select u.merchant_id, u.unit_id, u.trip, $3::integer, $4::boolean, $5::text, $6::text, $7::bigint, $8::text, $9::text
  from ledger.unit u
 where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
    on conflict (merchant_id, unit_id, trip) do update
   set rule_version = excluded.rule_version, sealed = excluded.sealed, next = excluded.next, because = excluded.because, expected_amount = excluded.expected_amount,
       currency = excluded.currency, decided_by = excluded.decided_by, decided_at = now()
