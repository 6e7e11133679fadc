-- A minute's lease: when this process dies, another sends it again with the same id. The oldest four of each merchant that has some, and of those four
-- to one host, each merchant's first before any's second: so a batch ends within one timeout, and who does not answer or has many holds up nobody else.
with recursive merchant as (
        (select merchant_id from outbox where state = 'pending' order by merchant_id limit 1)
        union all
        select (select n.merchant_id from outbox n where n.state = 'pending' and n.merchant_id > m.merchant_id order by n.merchant_id limit 1)
          from merchant m
         where m.merchant_id is not null),
waiting as (
        select o.merchant_id, o.delivery_id, o.due_at, lower(substring(s.url from '^[a-zA-Z]+://([^/?#]*)')) as host,
               row_number() over (partition by o.merchant_id order by o.due_at, o.delivery_id) as place
          from merchant m
          join subscription s on s.merchant_id = m.merchant_id
         cross join lateral (select p.merchant_id, p.delivery_id, p.due_at from outbox p
                              where p.merchant_id = m.merchant_id and p.state = 'pending' and p.due_at <= now() and (p.leased_until is null or p.leased_until < now())
                              order by p.due_at, p.delivery_id limit 4) o),
placed as (
        select merchant_id, delivery_id, due_at, row_number() over (partition by host order by place, due_at, delivery_id) as place from waiting),
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
