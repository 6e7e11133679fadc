-- A hash that is null takes the logo away; the colours are those that were shown before, the usual ones included.
insert into listing.look (merchant_id, collection_id, background, text, accent, logo, logo_type, logo_width, logo_height, changed_by)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::integer, $9::integer, $10::text)
    on conflict (merchant_id, collection_id) do update
   set logo = excluded.logo, logo_type = excluded.logo_type, logo_width = excluded.logo_width, logo_height = excluded.logo_height, changed_by = excluded.changed_by, changed_at = now()
