-- Nobody else has the unit open, or it is taken over: it is this person's for ten minutes more. No row: somebody else has it.
insert into grading.bench_lease as l (merchant_id, unit_id, who, expires_at)
select u.merchant_id, u.unit_id, $3::text, now() + interval '10 minutes' from ledger.unit u where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
    on conflict (merchant_id, unit_id) do update
   set who = excluded.who, since = case when l.who = excluded.who and l.expires_at > now() then l.since else now() end, expires_at = excluded.expires_at
 where l.who = excluded.who or l.expires_at <= now() or $4::boolean
