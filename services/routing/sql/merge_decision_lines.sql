-- Lines that are new are added; those the return names no more are withdrawn; those it names again come back. A decided line keeps its answer.
with told as (
        select * from jsonb_to_recordset($3::jsonb) as l(line_id uuid, line_item_id text, destination_id uuid, kind text, sku text, barcode text, title text,
               product_id text, variant_id text, product_type text, vendor text, return_reason text, price jsonb, trace jsonb)),
     turned as (
        update routing.decision_line o set withdrawn = not o.withdrawn
         where o.merchant_id = $1::uuid
           and o.decision_id = $2::uuid
           and o.withdrawn = (o.line_item_id in (select t.line_item_id from told t)))
insert into routing.decision_line (merchant_id, decision_id, line_id, line_item_id, destination_id, kind, sku, barcode, title, product_id, variant_id,
                                   product_type, vendor, return_reason, price_amount, currency, trace)
select $1::uuid, $2::uuid, t.line_id, t.line_item_id, t.destination_id, t.kind, t.sku, t.barcode, t.title, t.product_id, t.variant_id, t.product_type, t.vendor,
       t.return_reason, (t.price ->> 'amount')::bigint, t.price ->> 'currency', t.trace
  from told t
 where not exists (select from routing.decision_line o where o.merchant_id = $1::uuid and o.decision_id = $2::uuid and o.line_item_id = t.line_item_id)
