-- The oldest pending message of a merchant that has one due; a merchant's later ones wait for it.
select i.merchant_id, i.message_id, i.source, i.topic, i.delivery_id, i.sealed_body as body, i.received_at, i.attempts
  from (select distinct merchant_id from (select merchant_id from inbox where state = 'pending' and due_at <= now() order by due_at limit 200) d) m
 cross join lateral (select * from inbox p where p.merchant_id = m.merchant_id and p.state = 'pending'
                      order by p.received_at, p.message_id limit 1) i
 where i.due_at <= now()
 limit 20
