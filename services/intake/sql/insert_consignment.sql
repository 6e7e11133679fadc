with shipment as (
        insert into intake.shipment (merchant_id, shipment_id, door, rma, tracking_number, carrier)
        select $1::uuid, $2::uuid, 'consignment', $3::text, $4::text, $5::text from accounts.merchant_view m where m.merchant_id = $1::uuid
        returning merchant_id, shipment_id)
insert into intake.manifest (merchant_id, shipment_id, lines, pieces, state, created_by)
select s.merchant_id, s.shipment_id, $6::bigint, $7::bigint, case when $8::boolean then 'counting' else 'skipped' end, $9::text from shipment s
