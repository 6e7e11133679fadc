-- A unit that was offered at some time, with its last offer and what may be known of it. Trips, work and sales are those of this unit alone: few rows, by its own keys.
select l.collection_id, l.fragment, v.barcode, c.state = 'live' as open, l.state in ('live', 'sold') as shown,
       json_build_object(
               'offered', l.state = 'live' and u.state = 'listed' and c.state = 'live', 'reserved', l.state = 'live' and u.state = 'claimed',
               'owned', u.state in ('sold', 'picked', 'packed', 'shipped', 'delivered'), 'returning', u.state = 'returning',
               'left', u.state in ('returned_to_merchant', 'liquidated', 'donated', 'recycled', 'destroyed', 'missing'), 'since', to_char(u.created_at at time zone 'UTC', 'FMMonth YYYY'),
               'pictured', to_char(l.published_at at time zone 'UTC', 'FMMonth YYYY'),
               'sales', (select case count(*) when 0 then 'Not yet' when 1 then 'Once' else count(*) || ' times' end
                           from ledger.event e where e.merchant_id = u.merchant_id and e.unit_id = u.unit_id and e.to_state = 'delivered'),
               'trips', (select json_agg(json_build_object(
                                         'number', t.trip, 'grade', t.grade, 'grade_name', t.grade_name, 'grade_text', t.grade_text,
                                         'sentence', case when lower(right(t.sentence, length(t.grade_text) + 1)) is distinct from lower(t.grade_text || '.') then t.sentence end,
                                         'refurbished', t.condition = 'refurbished', 'warranty_days', t.warranty_days, 'on', to_char(t.graded_at at time zone 'UTC', 'FMDD FMMonth YYYY'),
                                         'work', (select string_agg(o.name, ', ')
                                                    from grading.passport_work_view w
                                                   cross join lateral json_array_elements_text(w.operations) as o(name)
                                                   where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.trip = t.trip)) order by t.trip desc)
                           from grading.passport_grade_view t
                          where t.merchant_id = u.merchant_id and t.unit_id = u.unit_id))::text as known
  from ledger.unit u
 cross join lateral (select * from listing.listing l where l.merchant_id = u.merchant_id and l.unit_id = u.unit_id order by l.published_at desc limit 1) l
  join listing.collection c on c.merchant_id = l.merchant_id and c.collection_id = l.collection_id
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
 where u.merchant_id = $1::uuid
   and u.lpn = $2::text
