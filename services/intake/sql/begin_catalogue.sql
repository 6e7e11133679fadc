-- Whoever writes a catalogue does so alone, and a large file may take its time.
insert into intake.catalogue as c (merchant_id)
select $1::uuid where set_config('statement_timeout', '120s', true) is not null and set_config('idle_in_transaction_session_timeout', '120s', true) is not null
    on conflict (merchant_id) do update set changed_at = now()
returning (select m.currency from accounts.merchant_view m where m.merchant_id = c.merchant_id)
