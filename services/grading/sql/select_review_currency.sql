select m.currency from accounts.merchant_view m where m.merchant_id = $1::uuid
