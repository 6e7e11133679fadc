select type from routing.destination where merchant_id = $1::uuid and destination_id = $2::uuid
