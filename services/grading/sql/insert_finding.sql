insert into grading.finding (merchant_id, finding_id, review_id, unit_id) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid)
