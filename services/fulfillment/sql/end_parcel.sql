-- Delivered or sent back, once; late news of an earlier stage change nothing.
update fulfillment.parcel
   set state = $3::text, delivered_at = case when $3::text = 'delivered' then coalesce($4::timestamptz, now()) end
 where merchant_id = $1::uuid
   and parcel_id = $2::uuid
   and state = 'shipped'
