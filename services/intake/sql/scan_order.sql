select json_agg(x.item)::text from (
        select intake.shipment_json(s) as item
          from intake.shipment s
         where s.order_code = nullif($1::text, '')
         order by s.state = 'closed', s.announced_at desc
         limit 20) x
