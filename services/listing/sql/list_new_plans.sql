-- Background, over all merchants: those with a plan of prices that was not taken over yet.
select v.merchant_id
  from grading.plan_version_view v
  left join listing.plan_taken t on t.merchant_id = v.merchant_id
 where v.plan_version > coalesce(t.plan_version, 0)
 order by v.merchant_id
 limit 20
