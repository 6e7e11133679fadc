select routing.decision_json(d)::text as item, d.decided_at::text as key, d.decision_id as id
  from routing.decision d
 where d.merchant_id = $1::uuid
   and (d.decided_at, d.decision_id) < ($2::timestamptz, $3::uuid)
 order by d.decided_at desc, d.decision_id desc
 limit $4::bigint
