-- Whoever writes a catalogue does so alone; a large file may take its time and some memory. What has just come has no statistics: joined by hash it takes what it has to,
-- whatever the planner believes of it; one by one it would take the square.
insert into intake.catalogue as c (merchant_id)
select $1::uuid where set_config('statement_timeout', '300s', true) is not null and set_config('idle_in_transaction_session_timeout', '300s', true) is not null
   and set_config('work_mem', '64MB', true) is not null and set_config('enable_nestloop', 'off', true) is not null
    on conflict (merchant_id) do update set changed_at = now()
returning (select m.currency from accounts.merchant_view m where m.merchant_id = c.merchant_id)
