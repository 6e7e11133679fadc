-- For this transaction: what works on all lines of a manifest may take longer than what somebody waits for at a station.
select set_config('statement_timeout', '300s', true), set_config('idle_in_transaction_session_timeout', '300s', true)
