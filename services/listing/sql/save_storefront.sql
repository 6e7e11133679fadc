insert into listing.storefront as s (merchant_id, collection_id, product_url, changed_by)
values ($1::uuid, $2::uuid, $3::text, $4::text)
    on conflict (merchant_id, collection_id) do update set product_url = excluded.product_url, changed_by = excluded.changed_by, changed_at = now()
