-- Forgotten at once when the shop was told of nothing, and nobody is about to; or when it cannot be told any more. Else once all of it is off sale there.
with gone as (
        delete from listing.shopify_connection c
         where c.merchant_id = $1::uuid
           and c.connection_id = $2::uuid
           and (c.state = 'broken'
                or (c.leased_until < now()
                    and not exists (select from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.step not in ('ended', 'archive')
                                                                             and (p.sent_digest is not null or p.product_gid is not null))))
        returning c.connection_id),
leaving as (
        update listing.shopify_connection c
           set state = 'leaving', due_at = now()
         where c.merchant_id = $1::uuid
           and c.connection_id = $2::uuid
           and not exists (select from gone)
        returning c.connection_id),
off as (
        update listing.shopify_product p
           set wanted = false, step = 'stop', again = p.again + 1, due_at = now(), attempts = 0, problem = null, detail = null
          from leaving
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.wanted
        returning 1)
select exists (select from gone)::text as gone where exists (select from gone) or exists (select from leaving)
