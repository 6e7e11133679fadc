-- Background, over all merchants: whose night's work is due, wanted, or under way. The night begins at two in the morning.
select m.merchant_id
  from accounts.merchant_view m
  left join grading.night n on n.merchant_id = m.merchant_id
 where m.resale_included
   and (n.merchant_id is null or n.stage is not null or n.wanted_by is not null
        or n.done_for is distinct from (now() at time zone m.time_zone - interval '2 hours')::date)
 order by m.merchant_id
 limit 20
