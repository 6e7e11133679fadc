insert into webhook_secret as w (merchant_id, source, sealed_secret) values ($1::uuid, $2::text, $3::text)
    on conflict (merchant_id, source) do update
   set sealed_previous = w.sealed_secret, sealed_secret = excluded.sealed_secret, rotated_at = now()
