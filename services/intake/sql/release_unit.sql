-- One round trip: the unit goes back to the state it was held from, the hold ends, the merchant is told. Answers as hold_unit does; no row: there is no such unit.
with held as (
        select coalesce(held_from, state) as state from ledger.unit where merchant_id = $1::uuid and unit_id = $2::uuid),
     moved as materialized (
        select ledger.move($1::uuid, $2::uuid, 'quarantined', state, 'released', $4::text, jsonb_build_object('reason', $5::text)) as sequence from held),
     ended as (
        update intake.hold h set released_at = now() from moved
         where h.merchant_id = $1::uuid and h.unit_id = $2::uuid and h.released_at is null and moved.sequence > 0),
     told as (
        insert into intake.outbox (merchant_id, delivery_id, topic, payload)
        select s.merchant_id, $3::uuid, 'unit.released', jsonb_build_object('unit_id', $2::uuid, 'reason', $5::text)
          from intake.subscription s, moved where s.merchant_id = $1::uuid and sequence > 0)
select sequence, state from moved, held
