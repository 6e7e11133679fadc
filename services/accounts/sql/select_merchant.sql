select json_build_object('merchant_id', merchant_id, 'name', name, 'slug', slug, 'plan', plan, 'resale_included', resale_included,
                         'currency', currency, 'time_zone', time_zone, 'created_at', rp.iso(created_at))::text as item
  from accounts.merchant
 where merchant_id = $1::uuid
