-- All that was learned of a merchant, its newest version.
select json_build_object('estimate_version', e.version,
                         'groups', (select coalesce(json_agg(json_build_object('type', g.product_type, 'grade', g.grade, 'body', g.body)), '[]')
                                      from grading.estimate_group g where g.merchant_id = m.merchant_id and g.version = e.version))::text as item
  from accounts.merchant_view m
  left join lateral (select max(e.version) as version from grading.estimate e where e.merchant_id = m.merchant_id) e on true
 where m.merchant_id = $1::uuid
