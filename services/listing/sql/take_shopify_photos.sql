-- The photos that the offer shows, and no others: what is not shown may be a label with an address. Each is known from then on, so that it is sent once.
insert into listing.shopify_photo (merchant_id, connection_id, listing_id, photo_id, place, sha256, alt)
select $1::uuid, $2::uuid, $3::uuid, f.photo_id, s.place, f.sha256, left(f.shot || ' of ' || l.title, 500)
  from listing.listing l
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
  join intake.photo_file_view f on f.merchant_id = l.merchant_id and f.unit_id = l.unit_id and f.trip = u.trip and f.retaken_by is null
  join (select (o.photo ->> 'photo_id')::uuid as photo_id, o.place
          from jsonb_array_elements(coalesce($4::jsonb -> 'photos', '[]')) with ordinality as o(photo, place)) s on s.photo_id = f.photo_id
 where l.merchant_id = $1::uuid
   and l.listing_id = $3::uuid
 order by s.place
 limit 20
    on conflict do nothing
