-- These offers as they are, and what is known of their units by now. newest: the unit was not offered later.
select l.listing_id, l.state, u.state as unit_state, l.title as offered_title, l.grade as offered_grade, l.condition as offered_condition, l.condition_text, l.currency as offered_currency,
       l.price_amount as price, l.final_sale as offered_final_sale, l.final_sale_set_by as offered_set_by, l.return_days as offered_days, l.published_at, l.fragment, d.handle, coalesce(d.rule, 'collection') as offered_rule,
       (select min(s.at) from listing.price_plan p, unnest(p.due) as s(at) where p.merchant_id = l.merchant_id and p.listing_id = l.listing_id and s.at > now()) as valid_until,
       exists (select from listing.price_change c where c.merchant_id = l.merchant_id and c.listing_id = l.listing_id and c.approved_by is not null and c.to_amount <= l.price_amount)
       or exists (select from listing.price_edit c where c.merchant_id = l.merchant_id and c.listing_id = l.listing_id and c.approved_by is not null and c.to_amount <= l.price_amount) as approved,
       not exists (select from listing.listing n where n.merchant_id = l.merchant_id and n.unit_id = l.unit_id and n.published_at > l.published_at) as newest,
       m.shop as unmarked_shop, m.why as unmarked_why, coalesce(k.final_sale_tag, m.final_sale_tag) as unmarked_tag,
       k.*
  from (select l.collection_id, array_agg(distinct l.unit_id) as units from listing.listing l
         where l.merchant_id = $1::uuid and l.listing_id = any ($2::uuid[]) group by l.collection_id) g
 cross join lateral listing.candidates($1::uuid, g.collection_id, g.units) k
  join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = any ($2::uuid[]) and l.collection_id = g.collection_id and l.unit_id = k.unit_id
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
  left join lateral (select v.shop, v.why, v.final_sale_tag from listing.shopify_unmarked_view v where v.merchant_id = l.merchant_id and v.listing_id = l.listing_id limit 1) m on true
  left join listing.detail d on d.merchant_id = l.merchant_id and d.listing_id = l.listing_id
