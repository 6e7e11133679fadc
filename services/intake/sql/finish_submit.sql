-- counted is all that was counted, whatever round it was in.
update intake.manifest m
   set state = case d.open when 0 then 'agreed' else 'differs' end, differences = d.open, counted = m.pieces + d.surplus
  from (select count(*) filter (where counted <> expected) as open, coalesce(sum(counted - expected), 0) as surplus
          from intake.count_difference where merchant_id = $1::uuid and shipment_id = $2::uuid) d
 where m.merchant_id = $1::uuid
   and m.shipment_id = $2::uuid
