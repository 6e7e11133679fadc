insert into accounts.api_key (merchant_id, key_id, name, prefix, key_hash, scopes)
select m.merchant_id, $2::uuid, $3::text, $4::text, $5::text, $6::text[] from accounts.merchant m where m.slug = $1::text
returning 'key_id: ' || key_id
