-- One round trip: the unit moves, the hold is kept as its owner's, the merchant is told. Its new sequence; 0: it is in another state; -1: nobody is that owner; no row:
-- there is no such unit.
with whose as materialized (
        select case when $6::uuid is null then $4::text else (select 'staff:' || c.staff_id from accounts.colleague_view c where c.staff_id = $6::uuid) end as owner),
     moved as materialized (
        select owner, case when owner is null then -1
                           else ledger.move($1::uuid, $2::uuid, 'received,refurbishing,graded,listed,claimed', 'quarantined', 'held', $4::text,
                                            jsonb_build_object('reason', $5::text, 'owner', owner)) end as sequence
          from whose),
     held as (
        insert into intake.hold (merchant_id, hold_id, unit_id, reason, owner)
        select $1::uuid, $3::uuid, $2::uuid, $5::text, owner from moved where sequence > 0),
     told as (
        insert into intake.outbox (merchant_id, delivery_id, topic, payload)
        select s.merchant_id, $3::uuid, 'unit.held', jsonb_build_object('unit_id', $2::uuid, 'reason', $5::text)
          from intake.subscription s, moved where s.merchant_id = $1::uuid and sequence > 0)
select sequence, 'quarantined' as state from moved where sequence is not null
