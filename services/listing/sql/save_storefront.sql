insert into listing.storefront as s (merchant_id, collection_id, product_url, countries, google, changed_by)
select c.merchant_id, c.collection_id, $3::text, $4::jsonb -> 'countries', $4::jsonb -> 'google_categories', $5::text
  from listing.collection c
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
    on conflict (merchant_id, collection_id) do update
   set product_url = excluded.product_url, countries = excluded.countries, google = excluded.google, changed_by = excluded.changed_by, changed_at = now()
returning json_build_object('product_url', s.product_url, 'countries', s.countries, 'google_categories', s.google)::text as item
