-- The version in force; no row: the built-in one.
select p.version, p.body::text as body, rp.iso(p.created_at) as created_at, grading.person_json(p.created_by)::text as created_by
  from grading.review_policy p
 where p.merchant_id = $1::uuid
 order by p.version desc
 limit 1
