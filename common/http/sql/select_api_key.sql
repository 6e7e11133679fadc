select key_id as id, merchant_id, to_json(scopes)::text as grants
  from accounts.api_key_view
 where key_hash = $1::text
   and (expires_at is null or expires_at > now())
