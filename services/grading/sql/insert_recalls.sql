-- With the search for units already here, one for all of them.
with made as (
        insert into grading.recall (merchant_id, recall_id, kind, value, serial, lot, sku, product_id, reason, created_by)
        select $1::uuid, recall_id, case when code.serial is not null then 'serial' when code.lot is not null then 'lot' when code.sku is not null then 'sku' else 'product_id' end,
               upper(coalesce(code.serial, code.lot, code.sku, code.product_id)), code.serial, code.lot, code.sku, code.product_id, reason, $3::text
          from jsonb_to_recordset($2::jsonb) as r(recall_id uuid, serial text, lot text, sku text, product_id text, reason text)
         cross join lateral (select btrim(r.serial) as serial, btrim(r.lot) as lot, btrim(r.sku) as sku, rp.plain_id(r.product_id) as product_id) code
        returning recall_id),
     search as (
        insert into grading.recall_search (merchant_id, search_id, asked_by) values ($1::uuid, $4::uuid, $3::text))
insert into grading.recall_found (merchant_id, recall_id, search_id) select $1::uuid, m.recall_id, $4::uuid from made m
