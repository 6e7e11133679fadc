-- A barcode is of one SKU: else nobody could say what a scan of it counts for.
select line, 'Barcode' as field, format('is also that of the SKU %s on line %s', first_sku, first_line) as reason, count(*) over () as total
  from (select r.line, r.cell[1] as sku, first_value(r.cell[1]) over w as first_sku, first_value(r.line) over w as first_line
          from intake.csv_row r
         where r.import_id = $1::uuid and r.cell[1] is not null and r.cell[3] is not null
        window w as (partition by r.cell[3] order by r.line)) b
 where sku <> first_sku
 order by line
 limit 1000
