select json_build_object('audit_id', audit_id, 'at', rp.iso(at), 'actor', actor, 'action', action, 'subject', subject, 'detail', detail)::text as item,
       at::text as key, audit_id as id
  from routing.audit
 where merchant_id = $1::uuid
   and (at, audit_id) < ($2::timestamptz, $3::uuid)
 order by at desc, audit_id desc
 limit $4::bigint
