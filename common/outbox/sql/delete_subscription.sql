delete from subscription where merchant_id = $1::uuid
