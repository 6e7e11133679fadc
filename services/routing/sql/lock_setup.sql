-- Changes of one merchant's set-up happen one after another; what the next statement reads is settled.
select pg_advisory_xact_lock(hashtextextended('routing.setup ' || $1::uuid::text, 0))
