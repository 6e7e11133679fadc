-- Who sees every merchant sees all that is in it, what was put there first at the top; not what a unit waits for whose grade is hidden from them.
select json_build_object('code', b.code, 'facility_id', b.facility_id, 'zone', b.zone, 'capacity', b.capacity, 'step', null,
                         'count', (select count(*) from intake.unit_place p where p.bin = b.code),
                         'units', (select coalesce(json_agg(intake.contents(p) || case when grading.is_blind(p.merchant_id, p.unit_id, $2::text, $3::boolean) then '{"step": null}'::jsonb else '{}' end order by p.placed_at, p.unit_id), '[]')
                                     from (select * from intake.unit_place q where q.bin = b.code order by q.placed_at, q.unit_id limit 200) p))::text as item
  from intake.bin b
 where b.code = $1::text
