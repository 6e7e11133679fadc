-- Who wants the last place of a stage waits for whoever is taking it.
select pg_advisory_xact_lock(hashtextextended('work ' || $1::uuid::text || $2::text, 0))
