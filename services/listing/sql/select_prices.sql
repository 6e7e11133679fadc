-- How the price of a listing came to be, oldest first, and the steps it is to take.
select json_build_object('listing_id', l.listing_id, 'price', rp.money(l.price_amount, l.currency),
                         'changes', (select coalesce(json_agg(json_build_object('changed_at', rp.iso(c.changed_at), 'from', rp.money(c.from_amount, c.currency),
                                                'to', rp.money(c.to_amount, c.currency), 'because', c.because, 'plan_version', c.plan_version, 'reason', c.reason,
                                                'changed_by', c.changed_by, 'approved_by', c.approved_by) order by c.changed_at), '[]')
                                       from (select changed_at, from_amount, to_amount, currency, because, plan_version, reason, changed_by, approved_by
                                               from listing.price_change p where p.merchant_id = l.merchant_id and p.listing_id = l.listing_id
                                              union all
                                             select changed_at, from_amount, to_amount, currency, 'edit', null, reason, changed_by, approved_by
                                               from listing.price_edit p where p.merchant_id = l.merchant_id and p.listing_id = l.listing_id) c),
                         'steps', (select coalesce(json_agg(json_build_object('due_at', rp.iso(s.due), 'price', rp.money(s.amount, l.currency)) order by s.due), '[]')
                                     from listing.price_plan p, unnest(p.due, p.amounts) as s(due, amount)
                                    where p.merchant_id = l.merchant_id and p.listing_id = l.listing_id))::text as item
  from listing.listing l
 where l.merchant_id = $1::uuid
   and l.listing_id = $2::uuid
