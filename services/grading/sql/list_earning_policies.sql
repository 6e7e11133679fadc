-- The version in force first.
select json_build_object('version', p.version, 'body', p.body || jsonb_build_object('version', p.version), 'created_by', p.created_by, 'created_at', rp.iso(p.created_at))::text as item,
       to_char(p.version, 'FM0000000000') as key, p.merchant_id as id
  from grading.earning_policy p
 where p.merchant_id = $1::uuid
   and (to_char(p.version, 'FM0000000000'), p.merchant_id) < ($2::text, $3::uuid)
 order by p.version desc
 limit $4::bigint
