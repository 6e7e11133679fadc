-- The next version of what was learned.
insert into grading.estimate (merchant_id, version, policy_version, sales_since, listings, sales, made_by)
select m.merchant_id, coalesce((select max(e.version) from grading.estimate e where e.merchant_id = m.merchant_id), 0) + 1, $2::integer, now() - interval '1 day' * $3::integer,
       (select count(*) from listing.outcome_view l where l.merchant_id = m.merchant_id and l.published_at >= now() - interval '1 day' * $3::integer), $4::bigint, $5::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning version::text
