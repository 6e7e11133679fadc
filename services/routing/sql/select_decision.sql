select routing.decision_json(d)::text as item from routing.decision d where d.merchant_id = $1::uuid and d.decision_id = $2::uuid
