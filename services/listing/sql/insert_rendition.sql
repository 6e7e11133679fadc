insert into listing.rendition (merchant_id, photo_id, width, sha256) values ($1::uuid, $2::uuid, $3::integer, $4::text) on conflict do nothing
