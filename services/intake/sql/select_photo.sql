select sha256, medium, small from intake.photo where merchant_id = $1::uuid and unit_id = $2::uuid and photo_id = $3::uuid
