-- Lines of the report as CSV, 2,000 at a time. No row: that was all.
select string_agg(concat_ws(',', l.line, intake.csv(l.sku), intake.csv(l.barcode), intake.csv(l.title), intake.csv(l.carton), intake.csv(l.condition), l.expected, l.received,
                                 l.damaged_in_transit, l.wrong_item, l.expected - l.received - l.damaged_in_transit - l.wrong_item, intake.piece_state(l, true), '', ''), E'\r\n'
                  order by l.line_id) || E'\r\n' as text, (array_agg(l.line_id order by l.line_id desc))[1] as last
  from (select * from intake.manifest_line
         where merchant_id = $1::uuid and shipment_id = $2::uuid and line_id > $3::uuid
         order by line_id limit 2000) l
having count(*) > 0
