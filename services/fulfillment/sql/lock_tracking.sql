-- Shipping a number and news of it that is not ours yet wait for each other.
select pg_advisory_xact_lock(hashtextextended($1::uuid::text || upper(replace($2::text, ' ', '')), 0))
