-- The policy in force, with the merchant's currency; version 0 and no body: it has none.
select m.currency, coalesce(p.version, 0) as version, p.body::text as body
  from accounts.merchant_view m
  left join lateral (select p.version, p.body from grading.earning_policy p where p.merchant_id = m.merchant_id order by p.version desc limit 1) p on true
 where m.merchant_id = $1::uuid
