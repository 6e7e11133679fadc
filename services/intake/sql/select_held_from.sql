select held_from from ledger.unit where merchant_id = $1::uuid and unit_id = $2::uuid
