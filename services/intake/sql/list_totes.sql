-- What the units of a tote wait for is not told to whom the grade of one of them is hidden.
select json_build_object('code', t.code, 'facility_id', t.facility_id, 'step', case when n.units > 0 and not n.blind then t.step end, 'units', n.units)::text as item,
       t.code as key, $3::uuid as id
  from intake.tote t
 cross join lateral (select count(*) as units, coalesce(bool_or(grading.is_blind(p.merchant_id, p.unit_id, $5::text, $6::boolean)), false) as blind
                       from intake.unit_place p where p.tote = t.code) n
 where ($1::uuid is null or t.facility_id = $1::uuid)
   and t.code > $2::text
 order by t.code
 limit $4::bigint
