-- What is expected under this GTIN (as 14 digits) or SKU, in the shipments that are worked on first.
select json_agg(x.item)::text from (
        select jsonb_build_object('line_id', l.line_id, 'title', l.title, 'sku', l.sku, 'barcode', l.barcode, 'return_reason', l.return_reason)
               || jsonb_build_object('shipment', intake.shipment_facts(s.whole)) as item
          from (select b.merchant_id, b.shipment_id, b.line_id, b.place, b.title, b.sku, b.barcode, b.return_reason
                  from intake.shipment_line b where b.gtin = $1::text and b.outcome = 'pending'
                 union
                select k.merchant_id, k.shipment_id, k.line_id, k.place, k.title, k.sku, k.barcode, k.return_reason
                  from intake.shipment_line k where k.sku = $2::text and k.outcome = 'pending'
                 union
                select c.merchant_id, c.shipment_id, c.line_id, c.line, c.title, c.sku, c.barcode, null
                  from intake.manifest_line c where c.code in ($1::text, $2::text) and not c.done
                 union
                select m.merchant_id, m.shipment_id, m.line_id, m.line, m.title, m.sku, m.barcode, null
                  from intake.manifest_line m where m.sku = $2::text and not m.done) l
         cross join lateral (select x as whole, x.state, x.announced_at from intake.shipment x
                              where x.merchant_id = l.merchant_id and x.shipment_id = l.shipment_id and x.state <> 'closed'
                             offset 0) s   -- one by one, by its key: nobody knows beforehand how many lines wait for a code
         order by s.state <> 'receiving', s.announced_at, l.place
         limit 20) x
