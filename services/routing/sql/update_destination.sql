update routing.destination
   set name = coalesce($3::text, name), enabled = coalesce($4::boolean, enabled), is_default = coalesce($5::boolean, is_default)
 where merchant_id = $1::uuid
   and destination_id = $2::uuid
returning json_build_object('destination_id', destination_id, 'name', name, 'type', type, 'address', address, 'is_partner', is_partner,
                         'is_default', is_default, 'enabled', enabled, 'place', place)::text as item
