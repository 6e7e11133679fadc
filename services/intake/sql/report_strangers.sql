-- As report_lines: what came and was not on the list.
select string_agg(concat_ws(',', '', intake.csv(r.sku), intake.csv(r.barcode), intake.csv(r.title), '', '', 0, 0, 0, 0, 0, r.outcome, r.lpn, intake.csv(r.note)), E'\r\n'
                  order by r.unit_id) || E'\r\n' as text, (array_agg(r.unit_id order by r.unit_id desc))[1] as last
  from (select u.lpn, r.* from intake.unit_record r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
         where r.merchant_id = $1::uuid and r.shipment_id = $2::uuid and r.line_id is null and r.outcome <> 'undone' and r.unit_id > $3::uuid
         order by r.unit_id limit 2000) r
having count(*) > 0
