select message_id from inbox where merchant_id = $1::uuid and message_id = $2::uuid and state = 'pending' for update skip locked
