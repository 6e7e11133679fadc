update grading.review set state = 'closed', closed_why = $3::text, ended_at = now() where merchant_id = $1::uuid and review_id = $2::uuid
