-- What differs; while it is counted again, only which products.
select jsonb_build_object('product', d.product, 'sku', d.sku, 'barcode', d.barcode, 'title', d.title, 'round', d.round,
                          'expected', case when m.state <> 'counting' then d.expected end, 'counted', case when m.state <> 'counting' then d.counted end,
                          'first', case when m.state <> 'counting' then d.first end,
                          'kind', case when m.state = 'counting' then null when d.expected = 0 then 'unexpected' when d.counted > d.expected then 'over' else 'short' end)::text as item,
       lpad(d.place::text, 8, '0') as key, d.shipment_id as id
  from intake.count_difference d
  join intake.manifest m on m.merchant_id = d.merchant_id and m.shipment_id = d.shipment_id
 where d.merchant_id = $1::uuid
   and d.shipment_id = $2::uuid
   and d.counted <> d.expected
   and d.place > $3::integer
   and $4::uuid is not null
 order by d.place
 limit $5::bigint
