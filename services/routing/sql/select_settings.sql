select coalesce(s.enforce_product_rules, true) as enforce_product_rules, coalesce(s.donate_scope, 'line') as donate_scope
  from accounts.merchant_view m left join routing.settings s on s.merchant_id = m.merchant_id
 where m.merchant_id = $1::uuid
