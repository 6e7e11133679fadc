-- A minute's lease: when this process dies, another sends it again with the same id. At most four of one merchant, so that a batch ends within
-- one timeout and a merchant that does not answer holds up nobody else.
with waiting as (
        select o.merchant_id, o.delivery_id, o.due_at
          from outbox o
          join subscription s on s.merchant_id = o.merchant_id
         where o.state = 'pending' and o.due_at <= now() and (o.leased_until is null or o.leased_until < now())
         order by o.due_at
         limit 1000),
placed as (
        select merchant_id, delivery_id, due_at, row_number() over (partition by merchant_id order by due_at, delivery_id) as place from waiting),
due as (
        select o.merchant_id, o.delivery_id
          from outbox o
          join placed p on p.merchant_id = o.merchant_id and p.delivery_id = o.delivery_id
         where p.place <= 4 and o.state = 'pending' and (o.leased_until is null or o.leased_until < now())
         order by p.due_at
         limit 32
           for update of o skip locked)
update outbox o
   set leased_until = now() + interval '60 seconds'
  from due, subscription s
 where o.merchant_id = due.merchant_id
   and o.delivery_id = due.delivery_id
   and s.merchant_id = o.merchant_id
returning o.merchant_id, o.delivery_id, o.topic, o.payload::text as payload, o.created_at, o.attempts, s.url, s.sealed_secret
