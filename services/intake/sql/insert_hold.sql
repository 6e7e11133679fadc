insert into intake.hold (merchant_id, hold_id, unit_id, reason, owner) values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text)
