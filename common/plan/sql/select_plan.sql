select resale_included::text from accounts.merchant_view where merchant_id = $1::uuid
