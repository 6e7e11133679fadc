-- Whereto: what was asked for, else the merchant's default warehouse where that is its own, else the first of its own. `warehouse` false: it has none, or not that one;
-- `item` null: it is sent on already.
with place as (
        select v.* from routing.forward_view v
         where v.merchant_id = $1::uuid and ($4::uuid is null or v.destination_id = $4::uuid)
         order by v.is_default desc, v.place limit 1),
     made as (
        insert into intake.forward (merchant_id, forward_id, unit_id, trip, facility_id, destination_id, destination, address, created_by)
        select u.merchant_id, $3::uuid, u.unit_id, u.trip, r.facility_id, p.destination_id, p.name, p.address, $5::text
          from ledger.unit u
          join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip
         cross join place p
         where u.merchant_id = $1::uuid and u.unit_id = $2::uuid
            on conflict (merchant_id, unit_id, trip) do nothing
        returning intake.forward_json(forward) as item)
select exists (select from place) as warehouse, coalesce((select item::text from made), '') as item
