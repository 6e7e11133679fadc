select json_build_object('key_id', key_id, 'name', name, 'prefix', prefix, 'scopes', scopes, 'created_at', rp.iso(created_at),
                         'expires_at', rp.iso(expires_at), 'revoked_at', rp.iso(revoked_at))::text as item, key_id::text as key, key_id as id
  from accounts.api_key
 where merchant_id = $1::uuid
   and key_id > $3::uuid
   and $2::text is not null
 order by key_id
 limit $4::bigint
