-- The oldest pending message of each merchant, where it is due; a merchant's later ones wait for it, and no merchant waits for another.
with recursive waiting as (
        (select merchant_id from inbox where state = 'pending' order by merchant_id limit 1)
        union all
        select (select n.merchant_id from inbox n where n.state = 'pending' and n.merchant_id > w.merchant_id order by n.merchant_id limit 1)
          from waiting w
         where w.merchant_id is not null)
select i.merchant_id, i.message_id, i.source, i.topic, i.delivery_id, i.sealed_body as body, i.received_at, i.attempts
  from waiting w
 cross join lateral (select * from inbox p where p.merchant_id = w.merchant_id and p.state = 'pending'
                      order by p.received_at, p.message_id limit 1) i
 where i.due_at <= now()
 order by i.due_at
 limit 20
