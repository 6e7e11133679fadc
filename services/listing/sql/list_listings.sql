select json_build_object('listing_id', l.listing_id, 'collection_id', l.collection_id, 'unit_id', l.unit_id, 'lpn', u.lpn, 'state', l.state, 'unit_state', u.state,
                         'title', l.title, 'grade', l.grade, 'condition', l.condition, 'condition_text', l.condition_text, 'price', rp.money(l.price_amount, l.currency),
                         'final_sale', l.final_sale, 'final_sale_set_by', l.final_sale_set_by, 'return_days', l.return_days, 'policy_version', l.policy_version,
                         'published_at', rp.iso(l.published_at), 'changed_at', rp.iso(l.changed_at))::text as item, l.published_at::text as key, l.listing_id as id
  from listing.listing l
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
 where l.merchant_id = $1::uuid
   and (l.published_at, l.listing_id) < ($2::timestamptz, $3::uuid)
 order by l.published_at desc, l.listing_id desc
 limit $4::bigint
