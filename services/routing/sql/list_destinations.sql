select json_build_object('destination_id', destination_id, 'name', name, 'type', type, 'address', address, 'is_partner', is_partner,
                         'is_default', is_default, 'enabled', enabled, 'place', place)::text as item, lpad(place::text, 10, '0') as key, destination_id as id
  from routing.destination
 where merchant_id = $1::uuid
   and (place, destination_id) > (coalesce(nullif($2::text, ''), '0')::integer, $3::uuid)
 order by place, destination_id
 limit $4::bigint
