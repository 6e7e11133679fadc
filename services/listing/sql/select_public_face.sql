select json_build_object('handle', c.handle, 'name', c.name, 'navigation_label', c.navigation_label, 'description', c.description,
                         'currency', c.currency, 'state', c.state, 'look', j.collection -> 'look',
                         'terms', case when j.collection ->> 'policy' is not null then json_build_object(
                                       'return_days', j.collection #> '{policy,return_days}', 'final_sale', j.collection #> '{policy,final_sale}',
                                       'rules', j.collection #> '{policy,rules}', 'warranty', j.collection #> '{policy,warranty}') end)::text as item
  from listing.collection c
 cross join lateral (select listing.collection_json(c.merchant_id, c.collection_id) as collection) j
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
