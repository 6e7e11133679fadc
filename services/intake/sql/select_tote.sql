-- As select_bin; an empty tote waits for nothing.
select json_build_object('code', t.code, 'facility_id', t.facility_id, 'zone', null, 'capacity', null, 'step', case when n.units > 0 and not n.blind then t.step end, 'count', n.units,
                         'units', (select coalesce(json_agg(intake.contents(p) || case when grading.is_blind(p.merchant_id, p.unit_id, $2::text, $3::boolean) then '{"step": null}'::jsonb else '{}' end order by p.placed_at, p.unit_id), '[]')
                                     from (select * from intake.unit_place q where q.tote = t.code order by q.placed_at, q.unit_id limit 200) p))::text as item
  from intake.tote t
 cross join lateral (select count(*) as units, coalesce(bool_or(grading.is_blind(p.merchant_id, p.unit_id, $2::text, $3::boolean)), false) as blind from intake.unit_place p where p.tote = t.code) n
 where t.code = $1::text
