-- With its lines; no row: the return was decided before.
with decided as (
        insert into routing.decision (merchant_id, decision_id, provider_return_id, order_name, provider_order_id, tracking_number, carrier, conflicts)
        values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::jsonb)
            on conflict (merchant_id, provider_return_id) do nothing
        returning merchant_id, decision_id)
insert into routing.decision_line (merchant_id, decision_id, line_id, line_item_id, destination_id, kind, sku, barcode, title, product_id, variant_id,
                                   product_type, vendor, return_reason, price_amount, currency, trace)
select d.merchant_id, d.decision_id, l.line_id, l.line_item_id, l.destination_id, l.kind, l.sku, l.barcode, l.title, l.product_id, l.variant_id,
       l.product_type, l.vendor, l.return_reason, l.price_amount, l.currency, l.trace
  from decided d, jsonb_to_recordset($9::jsonb) as l(line_id uuid, line_item_id text, destination_id uuid, kind text, sku text, barcode text, title text,
       product_id text, variant_id text, product_type text, vendor text, return_reason text, price_amount bigint, currency text, trace jsonb)
