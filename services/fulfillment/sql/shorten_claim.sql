update fulfillment.claim set expires_at = least(expires_at, now()) where merchant_id = $1::uuid and claim_id = $2::uuid and state = 'active'
