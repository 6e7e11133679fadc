-- What a person chose stands; else stock is kept and things are published where they usually are.
update listing.shopify_connection
   set scopes = $4::text[], shop_name = $5::text, shop_currency = $6::text, locations = $7::jsonb, publications = $8::jsonb,
       location_id = case when location_given then location_id else $9::text end,
       publication_id = case when publication_given then publication_id else $10::text end, checked_at = now()
 where merchant_id = $1::uuid
   and connection_id = $2::uuid
   and lease = $3::uuid
returning location_id, publication_id
