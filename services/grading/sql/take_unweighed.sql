update grading.review set weighed = true where merchant_id = $1::uuid and rubric_id = $2::uuid and state = 'done' and not weighed
