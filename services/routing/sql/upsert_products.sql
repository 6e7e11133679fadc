insert into routing.product (merchant_id, product_id, product_type, vendor, tags)
select distinct on (p.product_id) $1::uuid, p.product_id, p.product_type, p.vendor, coalesce(p.tags, '{}')
  from jsonb_to_recordset($2::jsonb) as p(product_id text, product_type text, vendor text, tags text[])
    on conflict (merchant_id, product_id) do update set product_type = excluded.product_type, vendor = excluded.vendor, tags = excluded.tags
