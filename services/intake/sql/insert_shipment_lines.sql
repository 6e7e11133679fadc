insert into intake.shipment_line (merchant_id, shipment_id, line_id, place, sku, barcode, title, product_type, vendor, product_id, variant_id, price_amount, currency)
select $1::uuid, $2::uuid, gen_random_uuid(), l.place, l.sku, l.barcode, l.title, l.product_type, l.vendor, l.product_id, l.variant_id,
       (l.price ->> 'amount')::bigint, l.price ->> 'currency'
  from rows from (jsonb_to_recordset($3::jsonb) as (sku text, barcode text, title text, product_type text, vendor text, product_id text, variant_id text, price jsonb))
       with ordinality as l(sku, barcode, title, product_type, vendor, product_id, variant_id, price, place)
