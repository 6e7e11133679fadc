update grading.review set taken_by = null, taken_until = null where merchant_id = $1::uuid and review_id = $2::uuid
