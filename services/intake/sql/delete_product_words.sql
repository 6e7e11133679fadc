delete from intake.product_word where merchant_id = $1::uuid
