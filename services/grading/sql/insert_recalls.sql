with made as (
        insert into grading.recall (merchant_id, recall_id, kind, value, serial, lot, sku, product_id, reason, created_by)
        select $1::uuid, gen_random_uuid(), case when serial is not null then 'serial' when lot is not null then 'lot' when sku is not null then 'sku' else 'product_id' end,
               coalesce(serial, lot, sku, product_id), serial, lot, sku, product_id, reason, $3::text
          from jsonb_to_recordset($2::jsonb) as r(serial text, lot text, sku text, product_id text, reason text)
        returning json_build_object('recall_id', recall_id, 'serial', serial, 'lot', lot, 'sku', sku, 'product_id', product_id, 'reason', reason, 'created_by', created_by,
                         'created_at', rp.iso(created_at), 'ended_by', ended_by, 'ended_at', rp.iso(ended_at)) as item)
select json_build_object('items', json_agg(item))::text from made
