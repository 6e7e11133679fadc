-- A hold that another service found says its id, reason and owner in its event: it is kept as intake's own are, and the merchant is told.
with kept as (
        insert into intake.hold (merchant_id, hold_id, unit_id, reason, owner, held_at)
        select $1::uuid, (p ->> 'hold_id')::uuid, $2::uuid, left(p ->> 'reason', 500), p ->> 'owner', $4::timestamptz from (select $3::jsonb as p) e where p ? 'hold_id'
            on conflict do nothing
        returning hold_id, reason)
insert into intake.outbox (merchant_id, delivery_id, topic, payload)
select s.merchant_id, k.hold_id, 'unit.held', jsonb_build_object('unit_id', $2::uuid, 'reason', k.reason) from kept k join intake.subscription s on s.merchant_id = $1::uuid
