select claim_id, expires_at <= now() as expired from fulfillment.claim where merchant_id = $1::uuid and unit_id = $2::uuid and state = 'active' for update
