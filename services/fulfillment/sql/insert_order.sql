-- No row: the order is known already.
insert into fulfillment.resale_order (merchant_id, order_id, source, provider_order_id, order_name, currency, sealed_customer, customer_key, paid_at, state)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, coalesce($9::timestamptz, now()), $10::text)
    on conflict (merchant_id, source, provider_order_id) do nothing
