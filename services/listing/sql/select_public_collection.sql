select c.state, json_build_object('handle', c.handle, 'name', c.name, 'navigation_label', c.navigation_label, 'description', c.description,
                                  'currency', c.currency, 'state', c.state)::text as item
  from listing.collection c
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
