-- The body is kept sealed for a week's questions; customers' data in it go with an erasure.
update inbox
   set state = $3::text, attempts = attempts + 1, finished_at = now(), problem = $4::text, detail = $5::text
 where merchant_id = $1::uuid
   and message_id = $2::uuid
   and state = 'pending'
