-- After a later round: what differed and was counted again. Not found this time is counted as none.
update intake.count_difference d
   set round = $3::integer,
       counted = coalesce((select sum(e.quantity) from intake.count_entry e
                            where e.merchant_id = d.merchant_id and e.shipment_id = d.shipment_id and e.product = d.product and e.round = $3::integer), 0)
 where d.merchant_id = $1::uuid
   and d.shipment_id = $2::uuid
   and d.counted <> d.expected
