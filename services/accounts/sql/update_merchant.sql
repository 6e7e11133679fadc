update accounts.merchant
   set name = coalesce($2::text, name), plan = coalesce($3::text, plan), resale_included = coalesce($4::boolean, resale_included), changed_at = now()
 where merchant_id = $1::uuid
returning json_build_object('merchant_id', merchant_id, 'name', name, 'slug', slug, 'plan', plan, 'resale_included', resale_included,
                         'currency', currency, 'time_zone', time_zone, 'created_at', rp.iso(created_at))::text as item
