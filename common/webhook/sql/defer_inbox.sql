-- Again after 1, 2, 4 … seconds, at most ten minutes; dead after ten attempts.
update inbox
   set attempts = attempts + 1, problem = $3::text,
       state = case when attempts + 1 >= 10 then 'dead' else 'pending' end,
       finished_at = case when attempts + 1 >= 10 then now() end,
       due_at = now() + least(interval '10 minutes', interval '1 second' * (2 ^ attempts))
 where merchant_id = $1::uuid
   and message_id = $2::uuid
   and state = 'pending'
