-- What was learned last, group by group, with what it leans on; and how the night's work stands. drawn: how far a group lies towards the one above it, 10000 all the way. age, season: of the chance of a sale,
-- by 30 days on offer and by month, 10000 as it is.
select json_build_object(
               'version', e.version, 'policy_version', e.policy_version, 'sales_since', rp.iso(e.sales_since), 'listings', e.listings, 'sales', e.sales, 'made_by', e.made_by,
               'made_at', rp.iso(e.made_at),
               'groups', (select coalesce(json_agg(json_build_object(
                                         'product_type', g.product_type, 'grade', g.grade, 'days', g.days, 'sales', g.sales, 'returns', g.returns,
                                         'sold_30', round(10000 * (1 - exp(-30 * (g.body ->> 'hazard')::numeric / 1000000000))),
                                         'parent_sold_30', round(10000 * (1 - exp(-30 * (g.parent ->> 'hazard')::numeric / 1000000000))),
                                         'reference', round((g.body ->> 'reference')::numeric / 100), 'realised', round((g.body ->> 'realised')::numeric / 100),
                                         'elasticity', round((g.body ->> 'elasticity')::numeric / 10000), 'returned', round((g.body ->> 'returned')::numeric / 100),
                                         'age', (select json_agg(round(a.factor::numeric / 100) order by a.band) from jsonb_array_elements_text(g.body -> 'age') with ordinality as a(factor, band)),
                                         'season', (select json_agg(round(s.factor::numeric / 100) order by s.month)
                                                      from jsonb_array_elements_text(g.body -> 'season') with ordinality as s(factor, month)),
                                         'drawn', case when (g.parent ->> 'spread')::numeric > 0
                                                       then least(10000, round(10000 * power((g.body ->> 'spread')::numeric / (g.parent ->> 'spread')::numeric, 2))) else 10000 end)
                                         order by g.product_type = '*' desc, g.product_type, g.place), '[]')
                            from grading.estimate_group g where g.merchant_id = e.merchant_id and g.version = e.version),
               'night', json_build_object('done_for', n.done_for, 'wanted_by', n.wanted_by, 'under_way', n.stage is not null, 'planned', coalesce(n.planned, 0),
                                          'changed', coalesce(n.changed, 0), 'plan_version', coalesce(n.plan_version, 0), 'started_at', rp.iso(n.started_at),
                                          'finished_at', rp.iso(n.finished_at)))::text as item
  from accounts.merchant_view m
  left join lateral (select * from grading.estimate e where e.merchant_id = m.merchant_id order by e.version desc limit 1) e on true
  left join grading.night n on n.merchant_id = m.merchant_id
 where m.merchant_id = $1::uuid
