select grading.calibration_json(c)::text as item, c.set_at::text as key, c.calibration_id as id
  from grading.calibration c
 where c.merchant_id = $1::uuid
   and (c.set_at, c.calibration_id) < ($2::timestamptz, $3::uuid)
 order by c.set_at desc, c.calibration_id desc
 limit $4::bigint
