-- All of them, or by what is to be looked at ($3), each along an index of its own.
with chosen as (
        (select p.* from listing.shopify_product p
          where $3::text = 'all' and p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.listing_id > $5::uuid order by p.listing_id limit $6::bigint)
        union all
        (select p.* from listing.shopify_product p
          where $3::text = 'waiting' and p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.due_at is not null and p.listing_id > $5::uuid
          order by p.listing_id limit $6::bigint)
        union all
        (select p.* from listing.shopify_product p
          where $3::text = 'to_mend' and p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.problem is not null and p.listing_id > $5::uuid
          order by p.listing_id limit $6::bigint)
        union all
        (select p.* from listing.shopify_product p
          where $3::text = 'drifted' and p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.drift is not null and p.listing_id > $5::uuid
          order by p.listing_id limit $6::bigint))
select json_build_object('listing_id', p.listing_id, 'title', l.title, 'lpn', u.lpn, 'handle', p.handle, 'wanted', p.wanted, 'step', p.step, 'product_gid', p.product_gid,
                         'stock', p.sent_stock, 'unmarked', p.unmarked, 'published', p.sent_published, 'attempts', p.attempts, 'next_try_at', rp.iso(p.due_at), 'problem', p.problem, 'detail', p.detail,
                         'sent_at', rp.iso(p.sent_at), 'seen_at', rp.iso(p.seen_at), 'drift', coalesce(p.drift, '[]'))::text as item, '' as key, p.listing_id as id
  from chosen p
 cross join lateral (select l.title, l.unit_id from listing.listing l where l.merchant_id = p.merchant_id and l.listing_id = p.listing_id limit 1) l
 cross join lateral (select u.lpn from ledger.unit u where u.merchant_id = p.merchant_id and u.unit_id = l.unit_id limit 1) u
 where $4::text = ''
 order by p.listing_id
