-- No row: this delivery was stored before.
insert into inbox (merchant_id, message_id, source, delivery_key, delivery_id, topic, sealed_body)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text)
    on conflict (merchant_id, source, delivery_key) do nothing
