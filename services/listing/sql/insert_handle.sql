insert into listing.handle (handle, merchant_id, collection_id) values ($1::text, $2::uuid, $3::uuid)
