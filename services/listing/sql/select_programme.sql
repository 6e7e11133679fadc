select c.merchant_id, c.collection_id, c.state, c.handle, c.name, c.navigation_label, c.description, c.currency, m.name as merchant_name,
       coalesce(l.background, '#ffffff') as background, coalesce(l.text, '#1d211f') as text, coalesce(l.accent, '#1f5c45') as accent,
       l.logo, l.logo_type, case when l.logo is not null then '/listing/v1/collections/' || c.handle || '/logo' end as logo_url,
       coalesce(l.logo_width, 0) as logo_width, coalesce(l.logo_height, 0) as logo_height,
       coalesce(p.version, 0) as policy_version, coalesce(p.return_days, 0) as return_days, coalesce(p.final_sale, false) as final_sale,
       coalesce(p.auto_publish, false) as auto_publish, p.warranty, coalesce(t.pool, false) as pool, t.final_sale_tag,
       coalesce(t.rules, '[]') as rules, coalesce(to_json(t.photo_grades), '[]') as photo_grades,
       s.product_url, nullif(s.countries, '[]') as countries, coalesce(s.google, '[]') as google_categories
  from listing.collection c
  join accounts.merchant_view m on m.merchant_id = c.merchant_id
  left join listing.look l on l.merchant_id = c.merchant_id and l.collection_id = c.collection_id
  left join listing.storefront s on s.merchant_id = c.merchant_id and s.collection_id = c.collection_id
  left join lateral (select p.* from listing.policy p where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id order by p.version desc limit 1) p on true
  left join listing.terms t on t.merchant_id = c.merchant_id and t.collection_id = c.collection_id and t.version = p.version
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
