-- The next version of the merchant's policy.
insert into grading.review_policy (merchant_id, version, body, created_by)
select m.merchant_id, coalesce((select max(p.version) from grading.review_policy p where p.merchant_id = m.merchant_id), 0) + 1, $2::jsonb, $3::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('version', version, 'body', body, 'created_by', grading.person_json(created_by), 'created_at', rp.iso(created_at))::text as item
