select json_build_object('collection_id', c.collection_id, 'handle', c.handle, 'name', c.name, 'navigation_label', c.navigation_label,
                         'description', c.description, 'state', c.state, 'currency', c.currency, 'created_at', rp.iso(c.created_at),
                         'policy', (select json_build_object('version', p.version, 'return_days', p.return_days, 'final_sale', p.final_sale,
                                           'price_shares', p.price_shares, 'min_price', p.min_price, 'auto_publish', p.auto_publish, 'warranty', p.warranty)
                                      from listing.policy p where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id
                                     order by p.version desc limit 1))::text as item, c.created_at::text as key, c.collection_id as id
  from listing.collection c
 where c.merchant_id = $1::uuid
   and (c.created_at, c.collection_id) > ($2::timestamptz, $3::uuid)
 order by c.created_at, c.collection_id
 limit $4::bigint
