update grading.review set state = 'done', ended_at = now(), weighed = calibration_id is not null where merchant_id = $1::uuid and review_id = $2::uuid
