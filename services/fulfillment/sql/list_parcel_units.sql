select unit_id, line_id from fulfillment.order_line where merchant_id = $1::uuid and parcel_id = $2::uuid order by listing_id
