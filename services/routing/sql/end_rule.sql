update routing.product_rule set ended_at = now() where merchant_id = $1::uuid and rule_id = $2::uuid and ended_at is null
