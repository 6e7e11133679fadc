-- What is where on the floor, by age. A piece's age counts from its receipt; once it is sold, from what happened to it last; a shipment's from its announcement, and no
-- warehouse has one before it comes. All of it is read off the partial indexes of what is in work.
with things as (
        select u.state as stage, case when u.state in ('sold', 'picked', 'packed') then u.changed_at else r.received_at end as since, u.merchant_id, u.unit_id
          from ledger.unit u
          join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
         where u.state in ('received', 'refurbishing', 'graded', 'quarantined', 'sold', 'picked', 'packed')
           and ($1::uuid is null or r.facility_id = $1::uuid)
         union all
        select s.state, s.announced_at, s.merchant_id, null from intake.shipment s where s.state <> 'closed' and not s.called_off),
     counted as (
        select stage, count(*) as count, min(since) as oldest,
               (array_agg(merchant_id order by since))[1] as merchant_id, (array_agg(unit_id order by since))[1] as unit_id,
               json_build_array(count(*) filter (where since > now() - interval '4 hours'),
                                count(*) filter (where since <= now() - interval '4 hours' and since > now() - interval '1 day'),
                                count(*) filter (where since <= now() - interval '1 day' and since > now() - interval '3 days'),
                                count(*) filter (where since <= now() - interval '3 days' and since > now() - interval '7 days'),
                                count(*) filter (where since <= now() - interval '7 days')) as ages
          from things group by stage)
select json_build_object('stages', (
               select json_agg(json_build_object('stage', n.stage, 'count', coalesce(c.count, 0), 'ages', coalesce(c.ages, '[0,0,0,0,0]'), 'oldest', rp.iso(c.oldest),
                                                 'lpn', (select u.lpn from ledger.unit u where u.merchant_id = c.merchant_id and u.unit_id = c.unit_id)) order by n.place)
                 from unnest(array['expected', 'receiving', 'received', 'refurbishing', 'graded', 'quarantined', 'sold', 'picked', 'packed']) with ordinality as n(stage, place)
                 left join counted c on c.stage = n.stage))::text as item
