-- The number of the shipment itself, or of a label of its return, heard of at whatever time.
select json_agg(x.item)::text from (
        select intake.shipment_json(s) as item
          from intake.shipment s
         where (s.merchant_id, s.shipment_id) in (
                       select t.merchant_id, t.shipment_id from intake.shipment t where t.tracking_code = any ($1::text[])
                        union
                       select t.merchant_id, t.shipment_id
                         from routing.label_view v join intake.shipment t on t.merchant_id = v.merchant_id and t.provider_return_id = v.provider_return_id
                        where v.tracking_code = any ($1::text[]))
         order by s.state = 'closed', s.announced_at desc
         limit 20) x
