-- A unit that left quarantine by whatever way is held no more.
update intake.hold set released_at = $3::timestamptz where merchant_id = $1::uuid and unit_id = $2::uuid and released_at is null and held_at <= $3::timestamptz
