-- The next version of the merchant's rules.
insert into intake.triage_rule (merchant_id, version, body, created_by)
select m.merchant_id, coalesce((select max(r.version) from intake.triage_rule r where r.merchant_id = m.merchant_id), 0) + 1, $2::jsonb, $3::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('version', version, 'body', body, 'created_by', created_by, 'created_at', rp.iso(created_at))::text as item
