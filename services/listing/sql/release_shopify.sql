-- Its next turn comes when something is due, and never before the others that wait had theirs.
update listing.shopify_connection c
   set lease = null, leased_until = '-infinity',
       state = case when $4::boolean then 'broken' else c.state end,
       problem = $5::text, detail = $6::text, problem_at = case when $5::text is null then null when c.problem = $5::text then c.problem_at else now() end,
       failures = $7::integer, slow = $8::boolean, available = $9::integer, restore_rate = $10::integer, available_at = $11::timestamptz,
       asked_version = $12::text, answered_version = coalesce($13::text, c.answered_version),
       wait_until = now() + interval '1 millisecond' * $14::bigint,
       due_at = case when not $4::boolean then greatest(now() + interval '1 millisecond' * $14::bigint, least(
               case when c.due_at < c.leased_until then c.due_at end,
               (select min(p.due_at) from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.due_at is not null and not p.wanted),
               (select min(p.due_at) from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.due_at is not null and p.wanted
                   and c.state = 'active'),
               (select min(p.due_at) from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.unmarked),
               (select min(s.due_at) from listing.shopify_collection s where s.merchant_id = c.merchant_id and s.connection_id = c.connection_id and s.due_at is not null
                   and c.state = 'active'),
               case when c.state = 'leaving' then now() + interval '1 second'
                    when c.state <> 'active' or c.checked_at is null or c.location_id is null or c.publication_id is null then coalesce(c.checked_at + interval '1 day', now())
                    when c.read_operation is not null then now() + interval '2 seconds'
                    else c.read_due_at end)) end
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   and c.lease = $3::uuid
