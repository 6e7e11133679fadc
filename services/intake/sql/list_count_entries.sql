-- One's own of this round, the newest first.
select jsonb_build_object('entry_id', e.entry_id, 'round', e.round, 'product', e.product, 'title', l.title, 'quantity', e.quantity, 'counted_at', rp.iso(e.counted_at))::text as item,
       '' as key, e.entry_id as id
  from intake.manifest m
  join intake.count_entry e on e.merchant_id = m.merchant_id and e.shipment_id = m.shipment_id and e.round = m.round
  left join lateral (select i.title from intake.manifest_line i
                      where (i.sku = e.product or i.code = e.product) and i.merchant_id = $1::uuid and i.shipment_id = $2::uuid limit 1) l on true
 where m.merchant_id = $1::uuid
   and m.shipment_id = $2::uuid
   and e.counted_by = $3::text
   and $4::text is not null
   and e.entry_id < $5::uuid
 order by e.entry_id desc
 limit $6::bigint
