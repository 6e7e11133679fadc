insert into routing.settings (merchant_id, enforce_product_rules, donate_scope) values ($1::uuid, $2::boolean, $3::text)
    on conflict (merchant_id) do update set enforce_product_rules = excluded.enforce_product_rules, donate_scope = excluded.donate_scope
