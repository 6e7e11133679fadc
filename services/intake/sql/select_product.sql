-- As a line that a shipment could have had.
select null as line_item_id, sku, barcode, left(concat_ws(', ', title, variant_title), 500) as title, product_type, vendor, product_id, variant_id, currency, null as return_reason,
       null as outcome, price_amount
  from intake.product
 where merchant_id = $1::uuid
   and catalogue_id = $2::uuid
