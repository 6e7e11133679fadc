select json_build_object('code', b.code, 'facility_id', b.facility_id, 'zone', b.zone, 'capacity', b.capacity,
                         'units', (select count(*) from intake.unit_place p where p.bin = b.code))::text as item, b.code as key, $3::uuid as id
  from intake.bin b
 where ($1::uuid is null or b.facility_id = $1::uuid)
   and b.code > $2::text
 order by b.code
 limit $4::bigint
