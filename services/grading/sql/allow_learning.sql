-- For this transaction: learning goes over all that a merchant offered in a year.
select set_config('statement_timeout', '300s', true), set_config('idle_in_transaction_session_timeout', '300s', true)
