select json_build_object('audit_id', audit_id, 'at', rp.iso(at), 'actor', actor, 'action', action, 'subject', subject, 'detail', detail)::text as item,
       at::text as key, audit_id as id
  from accounts.audit
 where (at, audit_id) < ($1::timestamptz, $2::uuid)
 order by at desc, audit_id desc
 limit $3::bigint
