select intake.shots_of(u.merchant_id, u.product_type)::text from ledger.unit u where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
