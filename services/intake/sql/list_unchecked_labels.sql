-- Received and not yet closed: nothing but printing and photographing was done with it, as undo_record says. Oldest first; bounded by what waits at the bench.
select json_build_object('merchant_id', u.merchant_id, 'merchant', m.name, 'unit_id', u.unit_id, 'lpn', u.lpn, 'title', u.title, 'sku', u.sku,
                         'printed', exists (select from ledger.event p where p.merchant_id = u.merchant_id and p.unit_id = u.unit_id and p.event = 'label_printed'),
                         'received_at', rp.iso(r.received_at), 'facility_id', r.facility_id)::text as item,
       u.created_at::text as key, u.unit_id as id
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
  join accounts.merchant_view m on m.merchant_id = u.merchant_id
 where u.state = 'received'
   and u.trip = 1
   and r.facility_id = $1::uuid
   and not exists (select from ledger.event e
                    where e.merchant_id = u.merchant_id and e.unit_id = u.unit_id
                      and e.event not in ('received', 'label_printed', 'label_reprinted', 'photo_taken'))
   and (u.created_at, u.unit_id) > ($2::timestamptz, $3::uuid)
 order by u.created_at, u.unit_id
 limit $4::bigint
