update fulfillment.claim set state = $3::text where merchant_id = $1::uuid and claim_id = $2::uuid and state = 'active' returning unit_id
