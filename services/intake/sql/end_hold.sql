update intake.hold set released_at = now() where merchant_id = $1::uuid and unit_id = $2::uuid and released_at is null
