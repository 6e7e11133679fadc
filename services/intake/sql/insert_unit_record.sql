-- A stranger of a manifest is counted with it.
with stranger as (
        update intake.manifest set strangers = strangers + 1 where merchant_id = $1::uuid and shipment_id = $3::uuid and $4::uuid is null)
insert into intake.unit_record (merchant_id, unit_id, trip, shipment_id, line_id, outcome, line_item_id, order_name, sku, barcode, title, product_type, vendor,
                                product_id, variant_id, price_amount, currency, return_reason, note, facility_id)
select $1::uuid, $2::uuid, 1, $3::uuid, $4::uuid, $5::text, $6::text, (select order_name from intake.shipment where merchant_id = $1::uuid and shipment_id = $3::uuid),
       $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::bigint, $15::text, $16::text, $17::text, f.facility_id
  from accounts.facility_view f
 where f.facility_id = $18::uuid
