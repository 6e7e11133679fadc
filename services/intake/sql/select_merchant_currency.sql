select currency from accounts.merchant_view where merchant_id = $1::uuid
