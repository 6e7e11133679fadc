-- The version in force first.
select json_build_object('version', r.version, 'body', r.body, 'created_by', r.created_by, 'created_at', rp.iso(r.created_at))::text as item,
       to_char(r.version, 'FM0000000000') as key, r.merchant_id as id
  from intake.triage_rule r
 where r.merchant_id = $1::uuid
   and (to_char(r.version, 'FM0000000000'), r.merchant_id) < ($2::text, $3::uuid)
 order by r.version desc
 limit $4::bigint
