select grading.whole_work_order($1::uuid, $2::uuid)::text as item
