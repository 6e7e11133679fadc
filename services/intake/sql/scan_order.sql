select json_agg(x.item)::text from (
        select intake.shipment_facts(s) || jsonb_build_object('lines', intake.shipment_lines(s)) as item
          from intake.shipment s
         where rp.code(s.order_name) = nullif($1::text, '')
         order by s.state = 'closed', s.announced_at desc
         limit 20) x
