-- What was sent is kept for a month's questions; what is dead waits three for a person.
delete from outbox o
 using (select merchant_id, delivery_id from outbox
         where state <> 'pending' and finished_at < now() - interval '30 days' and (state = 'sent' or finished_at < now() - interval '90 days')
         order by finished_at limit 1000) old
 where o.merchant_id = old.merchant_id
   and o.delivery_id = old.delivery_id
