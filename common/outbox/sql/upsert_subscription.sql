insert into subscription (merchant_id, url, sealed_secret) values ($1::uuid, $2::text, $3::text)
    on conflict (merchant_id) do update set url = excluded.url, sealed_secret = excluded.sealed_secret
