delete from routing.loop_target where merchant_id = $1::uuid
