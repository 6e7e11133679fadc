-- cell: sku, barcode, code, title, product type, vendor, product id, variant id, price, currency, condition, carton, quantity.
insert into intake.manifest_line (merchant_id, shipment_id, line_id, line, product, sku, barcode, code, title, product_type, vendor, product_id, variant_id,
                                  price_amount, currency, condition, carton, expected)
select $1::uuid, $2::uuid, (left($2::uuid::text, 28) || lpad(to_hex(row_number() over (order by r.line)), 8, '0'))::uuid, r.line,
       coalesce(r.cell[1], max(r.cell[1]) over (partition by r.cell[3]), r.cell[3]), r.cell[1], r.cell[2], r.cell[3], r.cell[4], r.cell[5], r.cell[6], r.cell[7], r.cell[8],
       r.cell[9]::bigint, r.cell[10], r.cell[11], r.cell[12], r.cell[13]::integer
  from intake.csv_row r
 where r.import_id = $2::uuid
 order by r.line
