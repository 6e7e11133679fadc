update routing.destination set is_default = false where merchant_id = $1::uuid and is_default and destination_id <> $2::uuid
