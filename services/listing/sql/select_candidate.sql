-- A graded unit with what a listing of it is made of, and the collection and terms it would be offered under.
select v.unit_id, coalesce(v.title, v.sku, 'Untitled') as title, v.sku, v.product_type, v.vendor, v.product_id, coalesce(v.price_amount, 0) as original_amount,
       coalesce(v.currency, '') as original_currency, g.grade, g.condition, t.condition_text as sentence, coalesce(d.chosen, g.disposition) as disposition, g.warranty_days,
       c.collection_id, c.handle, c.currency, c.state as collection_state, p.version as policy_version, p.return_days, p.final_sale, p.final_sale_set_by, p.auto_publish,
       p.min_price, coalesce((p.price_shares ->> g.grade)::bigint, (p.price_shares ->> '*')::bigint, 0) as price_share, v.lpn,
       coalesce(d.planned_price, 0) as planned_price, coalesce(b.floor_amount, 0) as floor_amount, coalesce(b.ceiling_amount, 0) as ceiling_amount
  from intake.unit_view v
  join grading.grade_view g on g.merchant_id = v.merchant_id and g.unit_id = v.unit_id
  join grading.condition_view t on t.merchant_id = g.merchant_id and t.unit_id = g.unit_id
  join listing.collection c on c.merchant_id = v.merchant_id
 cross join lateral (select * from listing.policy p where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id order by p.version desc limit 1) p
 left join grading.decision_view d on d.merchant_id = v.merchant_id and d.unit_id = v.unit_id and d.trip = v.trip and d.currency = c.currency and d.decided_at >= g.graded_at
 left join grading.price_bounds_view b on b.merchant_id = v.merchant_id and b.currency = c.currency
 where v.merchant_id = $1::uuid
   and v.unit_id = $2::uuid
   and ($3::uuid is null or c.collection_id = $3::uuid)
 order by c.state = 'live' desc, c.created_at
 limit 1
