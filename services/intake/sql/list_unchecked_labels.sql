-- Received and not yet closed: nothing but printing and photographing was done with it, as undo_record says. Least lately touched first. Each unit that waits at the bench is
-- looked at by itself (a subquery with a limit is never made a join, which would read every event there is), so this grows with the bench and not with the past.
select json_build_object('merchant_id', u.merchant_id, 'merchant', m.name, 'unit_id', u.unit_id, 'lpn', u.lpn, 'title', u.title, 'sku', u.sku,
                         'printed', exists (select from ledger.event p where p.merchant_id = u.merchant_id and p.unit_id = u.unit_id and p.event = 'label_printed'),
                         'received_at', rp.iso(r.received_at), 'facility_id', r.facility_id)::text as item,
       u.changed_at::text as key, u.unit_id as id
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
  join accounts.merchant_view m on m.merchant_id = u.merchant_id
 where u.state = 'received'
   and u.trip = 1
   and r.facility_id = $1::uuid
   and (select true from ledger.event e
         where e.merchant_id = u.merchant_id and e.unit_id = u.unit_id
           and e.event not in ('received', 'label_printed', 'label_reprinted', 'photo_taken')
         limit 1) is null
   and (u.changed_at, u.unit_id) > ($2::timestamptz, $3::uuid)
 order by u.changed_at, u.unit_id
 limit $4::bigint
