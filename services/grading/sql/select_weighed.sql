-- The latest decision on a unit, with all its alternatives; the offer that stands with its planned steps; and what came of it so far.
select json_build_object('decision_id', d.decision_id, 'unit_id', d.unit_id, 'lpn', u.lpn, 'title', u.title, 'trip', d.trip, 'grade_id', d.grade_id, 'grade', d.grade,
                         'product_type', d.product_type, 'reason', d.reason, 'policy_version', d.policy_version, 'estimate_version', d.estimate_version,
                         'decided_by', d.decided_by, 'decided_at', rp.iso(d.decided_at), 'planned_price', rp.money(d.planned_price, d.currency),
                         'decision', coalesce(d.body, g.decision),
                         'offer', (select json_build_object('listing_id', l.listing_id, 'price', rp.money(l.price_amount, l.currency), 'published_at', rp.iso(l.published_at),
                                          'steps', (select coalesce(json_agg(json_build_object('due_at', rp.iso(s.due), 'price', rp.money(s.amount, l.currency)) order by s.due), '[]')
                                                      from grading.price_plan p, unnest(p.due, p.amounts) as s(due, amount)
                                                     where p.merchant_id = l.merchant_id and p.listing_id = l.listing_id))
                                     from listing.outcome_view l where l.merchant_id = d.merchant_id and l.unit_id = d.unit_id and l.state = 'live'),
                         'sale', (select json_build_object('price', rp.money(s.price_amount, s.currency), 'refunded', rp.money(s.refunded, s.currency), 'sold_at', rp.iso(s.sold_at),
                                         'window_ends', rp.iso(s.window_ends))
                                    from fulfillment.outcome_view s where s.merchant_id = d.merchant_id and s.unit_id = d.unit_id and s.trip = d.trip
                                   order by s.sold_at desc limit 1))::text as item
  from grading.decision d
  join grading.grade g on g.merchant_id = d.merchant_id and g.grade_id = d.grade_id
  join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
 where d.merchant_id = $1::uuid
   and d.unit_id = $2::uuid
 order by d.decided_at desc
 limit 1
