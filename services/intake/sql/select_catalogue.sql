select jsonb_build_object('products', coalesce(c.products, 0), 'changed_at', rp.iso(c.changed_at), 'last_import', c.last_import,
                          'shop_connected', exists (select from webhook_secret s where s.merchant_id = m.merchant_id and s.source = 'shopify'))::text
  from accounts.merchant_view m
  left join intake.catalogue c on c.merchant_id = m.merchant_id
 where m.merchant_id = $1::uuid
