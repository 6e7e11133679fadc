update grading.night set after = $2::uuid, planned = planned + $3::bigint, changed = changed + $4::bigint where merchant_id = $1::uuid
