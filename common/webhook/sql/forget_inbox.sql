-- What was worked on is kept sealed for a week's questions; then only that it came.
update inbox i
   set sealed_body = null
  from (select merchant_id, message_id from inbox
         where state = 'done' and sealed_body is not null and finished_at < now() - interval '7 days' order by finished_at limit 1000) old
 where i.merchant_id = old.merchant_id
   and i.message_id = old.message_id
