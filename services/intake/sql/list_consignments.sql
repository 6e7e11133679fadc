-- Over all merchants: announced by a manifest and not closed, oldest first.
select intake.shipment_facts(s)::text as item, s.announced_at::text as key, s.shipment_id as id
  from intake.shipment s
  join intake.manifest m on m.merchant_id = s.merchant_id and m.shipment_id = s.shipment_id
 where s.door = 'consignment'
   and s.state <> 'closed'
   and (s.announced_at, s.shipment_id) > ($1::timestamptz, $2::uuid)
 order by s.announced_at, s.shipment_id
 limit $3::bigint
