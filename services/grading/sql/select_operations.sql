-- The same as answers write them.
select json_build_object('product_type', coalesce($2::text, '*'), 'items', (
               select coalesce(json_agg(json_build_object('source', o.source, 'operation_id', o.operation_id, 'code', o.code, 'product_type', o.product_type, 'version', o.version,
                                                          'body', o.body) order by o.code), '[]')
                 from grading.operations_for(m.merchant_id, $2::text) o))::text as item
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
