-- Once it has moved, under its lock: row count 0 when something else than printing and photographing was done with it, its plate is closed.
update intake.unit_record r
   set outcome = 'undone'
 where r.merchant_id = $1::uuid
   and r.unit_id = $2::uuid
   and r.trip = 1
   and not exists (select from ledger.event e
                    where e.merchant_id = r.merchant_id and e.unit_id = r.unit_id
                      and e.event not in ('received', 'triaged', 'label_printed', 'label_reprinted', 'photo_taken', 'receipt_undone'))
