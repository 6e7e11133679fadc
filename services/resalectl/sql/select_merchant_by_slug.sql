select merchant_id from accounts.merchant where slug = $1::text
