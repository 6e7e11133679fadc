select line_item_id, sku, barcode, title, product_type, vendor, product_id, variant_id, price_amount, currency, return_reason, outcome
  from intake.shipment_line
 where merchant_id = $1::uuid
   and shipment_id = $2::uuid
   and line_id = $3::uuid
 union all
select null, sku, barcode, title, product_type, vendor, product_id, variant_id, price_amount, currency, null, 'pending'
  from intake.manifest_line
 where merchant_id = $1::uuid
   and shipment_id = $2::uuid
   and line_id = $3::uuid
