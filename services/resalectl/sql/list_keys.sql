select k.key_id || '  ' || k.prefix || '…  ' || k.name || '  ' || array_to_string(k.scopes, ',') || case when k.revoked_at is null then '' else '  (revoked)' end as line
  from accounts.merchant m join accounts.api_key k using (merchant_id)
 where m.slug = $1::text
 order by k.created_at
