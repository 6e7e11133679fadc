-- What is read now stands; what it does not say stays as it was read before.
insert into grading.identity as i (merchant_id, unit_id, serial, lot, read_by)
select u.merchant_id, u.unit_id, $3::text, $4::text, $5::text from ledger.unit u where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
    on conflict (merchant_id, unit_id) do update
   set serial = coalesce(excluded.serial, i.serial), lot = coalesce(excluded.lot, i.lot), read_by = excluded.read_by, read_at = excluded.read_at
