-- The operations that hold for a product type of a merchant, one of each code.
select o.source, o.operation_id, o.code, o.product_type, o.version, o.body::text as body_text
  from grading.operations_for($1::uuid, $2::text) o
 order by o.code
