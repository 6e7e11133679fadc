-- The narrowest recall that fits a unit and was not yet the reason of a hold on this trip. Lot and serial number as just scanned, else as last read off the piece's own label. Codes fit in
-- whatever case they were typed; the list of them is made before it is looked for, which row-level security would not let into an index.
select r.recall_id, r.kind, coalesce(r.serial, r.lot, r.sku, r.product_id) as value, r.reason
  from ledger.unit u
  left join intake.unit_view v on v.merchant_id = u.merchant_id and v.unit_id = u.unit_id
  left join grading.identity i on i.merchant_id = u.merchant_id and i.unit_id = u.unit_id
 cross join lateral (select coalesce($3::text, i.lot) as lot, coalesce($4::text, i.serial) as serial) own
 cross join lateral (select c.kind, upper(btrim(c.code)) as value
                       from (values ('serial', own.serial), ('lot', own.lot), ('sku', u.sku), ('product_id', rp.plain_id(v.product_id))) as c (kind, code) offset 0) told
  join grading.recall r on r.merchant_id = u.merchant_id and r.ended_at is null and r.kind = told.kind and r.value = told.value
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
   and (r.product_id is null or upper(r.product_id) = upper(rp.plain_id(v.product_id)))
   and (r.sku is null or upper(btrim(r.sku)) = upper(btrim(u.sku)))
   and (r.lot is null or upper(btrim(r.lot)) = upper(btrim(own.lot)))
   and not exists (select from grading.hold h where h.merchant_id = u.merchant_id and h.unit_id = u.unit_id and h.trip = u.trip and h.recall_id = r.recall_id)
 order by r.kind = 'serial' desc, r.kind = 'lot' desc, r.kind = 'sku' desc, r.recall_id
 limit 1
