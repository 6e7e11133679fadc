select json_build_object('listing_id', p.listing_id, 'title', l.title, 'lpn', u.lpn, 'handle', p.handle, 'wanted', p.wanted, 'step', p.step, 'product_gid', p.product_gid,
                         'stock', p.sent_stock, 'unmarked', p.unmarked, 'published', p.sent_published, 'attempts', p.attempts, 'next_try_at', rp.iso(p.due_at), 'problem', p.problem, 'detail', p.detail,
                         'sent_at', rp.iso(p.sent_at), 'seen_at', rp.iso(p.seen_at), 'drift', coalesce(p.drift, '[]'))::text as item
  from listing.shopify_product p
  join listing.listing l on l.merchant_id = p.merchant_id and l.listing_id = p.listing_id
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
 where p.merchant_id = $1::uuid
   and p.connection_id = $2::uuid
   and p.listing_id = $3::uuid
