-- Only for a merchant that asked for webhooks.
insert into outbox (merchant_id, delivery_id, topic, payload)
select s.merchant_id, $2::uuid, $3::text, $4::jsonb from subscription s where s.merchant_id = $1::uuid
