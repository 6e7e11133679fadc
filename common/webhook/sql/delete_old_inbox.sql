-- No sender repeats a delivery after a month. What was refused or is dead waits three for a person.
delete from inbox i
 using (select merchant_id, message_id from inbox
         where state <> 'pending' and finished_at < now() - interval '30 days' and (state = 'done' or finished_at < now() - interval '90 days')
         order by finished_at limit 1000) old
 where i.merchant_id = old.merchant_id
   and i.message_id = old.message_id
