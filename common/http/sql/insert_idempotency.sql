-- Waits for a request that holds the same key; no row: the key was used.
insert into idempotency (caller, key, method, path, body_hash) values ($1::text, $2::text, $3::text, $4::text, $5::text)
    on conflict (caller, key) do nothing
