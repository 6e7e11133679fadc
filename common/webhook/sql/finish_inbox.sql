-- The body stays, sealed, until forget_inbox.
update inbox
   set state = $3::text, attempts = attempts + 1, finished_at = now(), problem = $4::text, detail = $5::text
 where merchant_id = $1::uuid
   and message_id = $2::uuid
   and state = 'pending'
