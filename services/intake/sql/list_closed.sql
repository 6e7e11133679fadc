-- Over all merchants: what was closed, newest first.
select intake.shipment_facts(s)::text as item, s.closed_at::text as key, s.shipment_id as id
  from intake.shipment s
 where s.state = 'closed'
   and (s.closed_at, s.shipment_id) < ($1::timestamptz, $2::uuid)
 order by s.closed_at desc, s.shipment_id desc
 limit $3::bigint
