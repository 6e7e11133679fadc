-- The same piece on its next trip: what it is stays, who received it where is new.
insert into intake.unit_record (merchant_id, unit_id, trip, outcome, line_item_id, order_name, sku, barcode, title, product_type, vendor, product_id, variant_id,
                                price_amount, currency, return_reason, note, facility_id)
select r.merchant_id, r.unit_id, u.trip, 'returned', r.line_item_id, r.order_name, r.sku, r.barcode, r.title, r.product_type, r.vendor, r.product_id, r.variant_id,
       r.price_amount, r.currency, r.return_reason, $3::text, f.facility_id
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip - 1
  join accounts.facility_view f on f.facility_id = $4::uuid
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid
