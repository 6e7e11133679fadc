-- The plan to take over, and how far it was; no row: it was taken over, or another process does it.
select t.after, coalesce(t.taking, v.plan_version) as plan_version
  from listing.plan_taken t
  join grading.plan_version_view v on v.merchant_id = t.merchant_id
 where t.merchant_id = $1::uuid
   and t.plan_version < v.plan_version
   for update of t skip locked
