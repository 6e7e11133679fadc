select recall_id from grading.recall where merchant_id = $1::uuid and recall_id = $2::uuid
