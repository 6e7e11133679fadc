-- The next version of the merchant's policy.
insert into grading.earning_policy (merchant_id, version, currency, floor_amount, ceiling_amount, body, created_by)
select m.merchant_id, coalesce((select max(p.version) from grading.earning_policy p where p.merchant_id = m.merchant_id), 0) + 1, $2::text, $3::bigint, $4::bigint, $5::jsonb, $6::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('version', version, 'body', body || jsonb_build_object('version', version), 'created_by', created_by, 'created_at', rp.iso(created_at))::text as item
