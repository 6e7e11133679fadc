-- The next version of a merchant's own.
insert into grading.operation (merchant_id, operation_id, code, product_type, version, body, created_by)
select m.merchant_id, $2::uuid, $3::text, $4::text,
       coalesce((select max(o.version) from grading.operation o where o.merchant_id = m.merchant_id and o.code = $3::text and o.product_type = $4::text), 0) + 1, $5::jsonb, $6::text
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('source', 'merchant', 'operation_id', operation_id, 'code', code, 'product_type', product_type, 'version', version, 'body', body,
                            'created_by', created_by, 'created_at', rp.iso(created_at))::text as item
