-- Graded units of a merchant that were not offered since they were graded, in the order in which they became so; what a person withdrew stays with persons.
select u.unit_id, u.changed_at::text as at
  from ledger.unit u
  join grading.grade_view g on g.merchant_id = u.merchant_id and g.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.state = 'graded'
   and (u.changed_at, u.unit_id) > ($2::timestamptz, $3::uuid)
   and not exists (select from listing.listing l where l.merchant_id = u.merchant_id and l.unit_id = u.unit_id and l.published_at > g.graded_at)
 order by u.changed_at, u.unit_id
 limit $4::bigint
