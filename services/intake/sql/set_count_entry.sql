-- Of whoever counted it. counted null: that round is over.
with entry as materialized (
        select round, product, quantity from intake.count_entry
         where merchant_id = $1::uuid and shipment_id = $2::uuid and entry_id = $3::uuid and counted_by = $5::text
           for update),
     sums as materialized (
        update intake.manifest m set counted = m.counted + $4::integer - e.quantity
          from entry e
         where m.merchant_id = $1::uuid and m.shipment_id = $2::uuid and m.state = 'counting' and m.round = e.round
        returning m.counted),
     changed as (
        update intake.count_entry c set quantity = $4::integer from sums
         where c.merchant_id = $1::uuid and c.shipment_id = $2::uuid and c.entry_id = $3::uuid)
select e.round, e.product, s.counted, s.counted is not null as changed,
       $4::integer - e.quantity + coalesce((select sum(o.quantity) from intake.count_entry o
                                             where o.merchant_id = $1::uuid and o.shipment_id = $2::uuid and o.product = e.product and o.round = e.round), 0) as of_product,
       l.sku, l.barcode, l.title
  from entry e
  left join sums s on true
  left join lateral (select i.sku, i.barcode, i.title from intake.manifest_line i
                      where (i.sku = e.product or i.code = e.product) and i.merchant_id = $1::uuid and i.shipment_id = $2::uuid limit 1) l on true
