select rp.replay_delivery($1::text, $2::uuid)
