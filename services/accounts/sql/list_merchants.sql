select json_build_object('merchant_id', merchant_id, 'name', name, 'slug', slug, 'plan', plan, 'resale_included', resale_included,
                         'currency', currency, 'time_zone', time_zone, 'created_at', rp.iso(created_at))::text as item, created_at::text as key, merchant_id as id
  from accounts.merchant
 where (created_at, merchant_id) > ($1::timestamptz, $2::uuid)
 order by created_at, merchant_id
 limit $3::bigint
