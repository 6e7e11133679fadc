-- Sent; or again later with full jitter (at most 12 attempts over about three days); or dead, for a person to see: after the last attempt, or where another would end as this one did.
update outbox
   set attempts = attempts + 1, leased_until = null, last_status = $4::integer, last_error = $5::text,
       state = case when $3::boolean then 'sent' when attempts + 1 >= 12 or $7::boolean then 'dead' else 'pending' end,
       finished_at = case when $3::boolean or attempts + 1 >= 12 or $7::boolean then now() end,
       due_at = now() + greatest(interval '1 second' * $6::integer, random() * least(interval '12 hours', interval '10 seconds' * (3 ^ attempts)))
 where merchant_id = $1::uuid
   and delivery_id = $2::uuid
   and state = 'pending'
