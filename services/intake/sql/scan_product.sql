-- What is expected under this GTIN (as 14 digits) or SKU, in the shipments that are worked on first.
select json_agg(x.item)::text from (
        select jsonb_build_object('line_id', l.line_id, 'title', l.title, 'sku', l.sku, 'barcode', l.barcode, 'return_reason', l.return_reason)
               || jsonb_build_object('shipment', intake.shipment_facts(s)) as item
          from (select * from intake.shipment_line b where b.gtin = $1::text and b.outcome = 'pending'
                 union
                select * from intake.shipment_line k where k.sku = $2::text and k.outcome = 'pending') l
          join intake.shipment s on s.merchant_id = l.merchant_id and s.shipment_id = l.shipment_id
         where s.state <> 'closed'
         order by s.state <> 'receiving', s.announced_at, l.place
         limit 20) x
