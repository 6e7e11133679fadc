select accounts.station_json(s)::text as item, name as key, station_id as id
  from accounts.station s
 where (name, station_id) > ($1::text, $2::uuid)
 order by name, station_id
 limit $3::bigint
