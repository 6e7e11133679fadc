-- What a person changes. Another secret, or going on after a pause, is also a reason to call a shop again that was given up.
update listing.shopify_connection c
   set state = case when $3::text is not null then $3::text when c.state = 'broken' and ($4::text is not null or $5::text is not null) then 'active' else c.state end,
       sealed_secret = coalesce($4::text, c.sealed_secret), sealed_refresh = coalesce($5::text, c.sealed_refresh),
       sealed_token = case when $4::text is null and $5::text is null then c.sealed_token end,
       token_until = case when $4::text is null and $5::text is null then c.token_until end,
       location_id = coalesce($6::text, c.location_id), location_given = c.location_given or $6::text is not null,
       publication_id = coalesce($7::text, c.publication_id), publication_given = c.publication_given or $7::text is not null,
       final_sale_tag = coalesce($8::text, c.final_sale_tag), checked_at = null,
       problem = null, detail = null, problem_at = null, failures = 0, due_at = now(), wait_until = '-infinity'
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
