-- Once: whoever changes it from pending has it; of a manifest's line, the next piece. What the customer withdrew may come all the same.
with line as (
        update intake.shipment_line
           set outcome = $4::text, unit_id = $5::uuid
         where merchant_id = $1::uuid
           and shipment_id = $2::uuid
           and line_id = $3::uuid
           and outcome in ('pending', 'withdrawn')
        returning 1),
     piece as (
        update intake.manifest_line
           set received = received + ($4::text = 'received')::integer, damaged_in_transit = damaged_in_transit + ($4::text = 'damaged_in_transit')::integer,
               wrong_item = wrong_item + ($4::text = 'wrong_item')::integer, done = received + damaged_in_transit + wrong_item + 1 = expected
         where merchant_id = $1::uuid
           and shipment_id = $2::uuid
           and line_id = $3::uuid
           and not done
        returning 1),
     sums as (
        update intake.manifest
           set received = received + ($4::text = 'received')::integer, damaged_in_transit = damaged_in_transit + ($4::text = 'damaged_in_transit')::integer,
               wrong_item = wrong_item + ($4::text = 'wrong_item')::integer
          from piece
         where merchant_id = $1::uuid
           and shipment_id = $2::uuid)
select from line union all select from piece
