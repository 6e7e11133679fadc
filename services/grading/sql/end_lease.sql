delete from grading.bench_lease where merchant_id = $1::uuid and unit_id = $2::uuid
