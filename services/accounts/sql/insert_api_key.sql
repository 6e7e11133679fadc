insert into accounts.api_key (merchant_id, key_id, name, prefix, key_hash, scopes, expires_at)
select m.merchant_id, $2::uuid, $3::text, $4::text, $5::text, $6::text[], $7::timestamptz from accounts.merchant m where m.merchant_id = $1::uuid
returning json_build_object('key_id', key_id, 'name', name, 'prefix', prefix, 'scopes', scopes, 'created_at', rp.iso(created_at),
                         'expires_at', rp.iso(expires_at), 'revoked_at', rp.iso(revoked_at))::text as item
