update fulfillment.parcel set state = 'shipped', carrier = $3::text, tracking_number = $4::text, shipped_at = now()
 where merchant_id = $1::uuid and parcel_id = $2::uuid and state = 'packed'
returning order_id
