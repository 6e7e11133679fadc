-- After the first round: each product whose count is not what the manifest says.
insert into intake.count_difference (merchant_id, shipment_id, product, place, sku, barcode, title, expected, first, counted, round)
select $1::uuid, $2::uuid, product, row_number() over (order by l.line, product), l.sku, l.barcode, l.title, coalesce(l.expected, 0), coalesce(c.counted, 0), coalesce(c.counted, 0), 1
  from (select product, min(line) as line, min(sku) as sku, min(barcode) as barcode, min(title) as title, sum(expected) as expected
          from intake.manifest_line where merchant_id = $1::uuid and shipment_id = $2::uuid group by product) l
  full join (select product, sum(quantity) as counted from intake.count_entry
              where merchant_id = $1::uuid and shipment_id = $2::uuid and round = 1 group by product having sum(quantity) > 0) c using (product)
 where coalesce(l.expected, 0) <> coalesce(c.counted, 0)
