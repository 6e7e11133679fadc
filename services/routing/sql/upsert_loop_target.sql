insert into routing.loop_target (merchant_id, url, version) values ($1::uuid, $2::text, $3::text)
    on conflict (merchant_id) do update set url = excluded.url, version = excluded.version
