select currency from grading.part where facility_id = $1::uuid and code = $2::text
