delete from intake.unit_place where merchant_id = $1::uuid and unit_id = $2::uuid and placed_at <= $3::timestamptz
