-- The next version of the partner's.
insert into grading.partner_operation (operation_id, code, product_type, version, body, created_by)
select $1::uuid, $2::text, $3::text, coalesce((select max(o.version) from grading.partner_operation o where o.code = $2::text and o.product_type = $3::text), 0) + 1, $4::jsonb, $5::text
returning json_build_object('source', 'partner', 'operation_id', operation_id, 'code', code, 'product_type', product_type, 'version', version, 'body', body,
                            'created_by', created_by, 'created_at', rp.iso(created_at))::text as item
