delete from idempotency
 where ctid = any (array(select ctid from idempotency where created_at < now() - interval '7 days' order by created_at limit 1000))
