insert into listing.shopify_collection (merchant_id, connection_id, collection_id, kind)
values ($1::uuid, $2::uuid, $3::uuid, 'programme')
    on conflict do nothing
