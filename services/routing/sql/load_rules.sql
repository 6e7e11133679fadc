select rule_id, destination_id, version, mode, conditions::text as conditions from routing.product_rule
 where merchant_id = $1::uuid and ended_at is null order by rule_id
