-- Over all merchants: the floor's own list, oldest first, without what was called off.
select intake.shipment_facts(s)::text as item, s.announced_at::text as key, s.shipment_id as id
  from intake.shipment s
 where s.state <> 'closed'
   and not s.called_off
   and (s.announced_at, s.shipment_id) > ($1::timestamptz, $2::uuid)
 order by s.announced_at, s.shipment_id
 limit $3::bigint
