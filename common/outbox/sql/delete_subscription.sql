-- What was still to be sent goes nowhere; a person can replay it after subscribing again.
with gone as (delete from subscription where merchant_id = $1::uuid returning merchant_id)
update outbox
   set state = 'dead', finished_at = now(), leased_until = null, last_error = 'no subscription'
 where merchant_id = $1::uuid
   and state = 'pending'
   and exists (select from gone)
