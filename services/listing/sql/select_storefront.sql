select json_build_object('product_url', s.product_url, 'countries', coalesce(s.countries, '[]'), 'google_categories', coalesce(s.google, '[]'))::text as item
  from listing.collection c
  left join listing.storefront s on s.merchant_id = c.merchant_id and s.collection_id = c.collection_id
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
