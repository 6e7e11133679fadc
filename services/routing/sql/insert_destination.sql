-- The first warehouse of a merchant is its default.
insert into routing.destination (merchant_id, destination_id, name, type, address, is_partner, is_default, place)
select $1::uuid, $2::uuid, $3::text, $4::text, $5::jsonb, $6::boolean,
       $4::text = 'warehouse' and ($7::boolean or not exists (select from routing.destination d where d.merchant_id = $1::uuid and d.is_default)),
       coalesce((select max(d.place) from routing.destination d where d.merchant_id = $1::uuid), 0) + 1
returning json_build_object('destination_id', destination_id, 'name', name, 'type', type, 'address', address, 'is_partner', is_partner,
                         'is_default', is_default, 'enabled', enabled, 'place', place)::text as item
