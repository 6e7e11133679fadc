select intake.shipment_facts(s)::text as item, s.announced_at::text as key, s.shipment_id as id
  from intake.shipment s
 where s.merchant_id = $1::uuid
   and (s.announced_at, s.shipment_id) < ($2::timestamptz, $3::uuid)
 order by s.announced_at desc, s.shipment_id desc
 limit $4::bigint
