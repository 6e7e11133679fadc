-- What the collection says of itself is another: whoever keeps answers looks again.
insert into listing.shelf as s (merchant_id, collection_id, version)
values ($1::uuid, $2::uuid, 1)
    on conflict (merchant_id, collection_id) do update set version = s.version + 1
