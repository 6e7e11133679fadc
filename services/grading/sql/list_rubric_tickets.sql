select grading.ticket_json(t)::text as item, t.opened_at::text as key, t.ticket_id as id
  from grading.rubric_ticket t
 where t.merchant_id = $1::uuid
   and t.state = $2::text
   and (t.opened_at, t.ticket_id) < ($3::timestamptz, $4::uuid)
 order by t.opened_at desc, t.ticket_id desc
 limit $5::bigint
