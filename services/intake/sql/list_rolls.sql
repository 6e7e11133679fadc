select intake.roll_json(r)::text as item, r.made_at::text as key, r.roll_id as id
  from intake.plate_roll r
 where r.merchant_id = $1::uuid
   and (r.made_at, r.roll_id) < ($2::timestamptz, $3::uuid)
 order by r.made_at desc, r.roll_id desc
 limit $4::bigint
