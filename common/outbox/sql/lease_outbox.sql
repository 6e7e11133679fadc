-- A minute's lease: when this process dies, another sends it again with the same id.
with due as (
        select ctid from outbox
         where state = 'pending' and due_at <= now() and (leased_until is null or leased_until < now())
         order by due_at
         limit 32
           for update skip locked)
update outbox o
   set leased_until = now() + interval '60 seconds'
  from due, subscription s
 where o.ctid = due.ctid
   and s.merchant_id = o.merchant_id
returning o.merchant_id, o.delivery_id, o.topic, o.payload::text as payload, o.created_at, o.attempts, s.url, s.sealed_secret
