-- After a rotation the one before is good for a day.
select sealed_secret, case when rotated_at > now() - interval '24 hours' then sealed_previous end as sealed_previous
  from webhook_secret
 where merchant_id = $1::uuid
   and source = $2::text
