select json_build_object('facility_id', facility_id, 'name', name, 'address', address, 'time_zone', time_zone,
                         'created_at', rp.iso(created_at))::text as item, name as key, facility_id as id
  from accounts.facility
 where (name, facility_id) > ($1::text, $2::uuid)
 order by name, facility_id
 limit $3::bigint
