select routing.loop_report_json(r)::text as item, r.made_at::text as key, r.report_id as id
  from routing.loop_report r
 where r.merchant_id = $1::uuid
   and (r.made_at, r.report_id) < ($3::timestamptz, $4::uuid)
   and ($2::text is null or routing.loop_report_state(r) = $2::text)
 order by r.made_at desc, r.report_id desc
 limit $5::bigint
