delete from grading.rubric_draft where merchant_id = $1::uuid and draft_id = $2::uuid
