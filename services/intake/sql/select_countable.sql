-- What a scan counts for, and whether it may: in a later round only what differed, and by another person than before.
with line as (
        (select l.product, l.sku, l.barcode, l.title from intake.manifest_line l
          where l.code in ($3::text, $4::text) and not l.done and l.merchant_id = $1::uuid and l.shipment_id = $2::uuid limit 1)
         union all
        (select k.product, k.sku, k.barcode, k.title from intake.manifest_line k
          where k.sku = $4::text and not k.done and k.merchant_id = $1::uuid and k.shipment_id = $2::uuid limit 1)
         limit 1),
     named as materialized (   -- so that the lookups below compare plain columns: row-level security lets no expression go before it
        select m.state, m.round, m.round - 1 as past, coalesce(l.product, $3::text, $4::text) as product, l.sku, l.barcode, l.title
          from intake.manifest m left join line l on true
         where m.merchant_id = $1::uuid and m.shipment_id = $2::uuid)
select n.state, n.round, n.product, n.sku, n.barcode, n.title,
       n.round = 1 or exists (select from intake.count_difference d
                               where d.merchant_id = $1::uuid and d.shipment_id = $2::uuid and d.product = n.product and d.counted <> d.expected) as wanted,
       exists (select from intake.count_entry e
                where e.merchant_id = $1::uuid and e.shipment_id = $2::uuid and e.product = n.product and e.round = n.past
                  and e.quantity > 0 and e.counted_by = $5::text) as before
  from named n
