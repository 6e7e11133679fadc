select grading.finding_json(f)::text as item, f.found_at::text as key, f.finding_id as id
  from grading.finding f
 where f.merchant_id = $1::uuid
   and f.state = $2::text
   and (f.found_at, f.finding_id) < ($3::timestamptz, $4::uuid)
 order by f.found_at desc, f.finding_id desc
 limit $5::bigint
