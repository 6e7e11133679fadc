select grading.recall_json(r)::text as item, r.created_at::text as key, r.recall_id as id
  from grading.recall r
 where r.merchant_id = $1::uuid
   and (r.created_at, r.recall_id) < ($2::timestamptz, $3::uuid)
 order by r.created_at desc, r.recall_id desc
 limit $4::bigint
