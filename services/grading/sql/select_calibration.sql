select grading.calibration_json(c)::text as item from grading.calibration c where c.merchant_id = $1::uuid and c.calibration_id = $2::uuid
