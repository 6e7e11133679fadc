-- Carriers use numbers again: the latest parcel with it.
select parcel_id from fulfillment.parcel where merchant_id = $1::uuid and upper(tracking_number) = upper($2::text) order by shipped_at desc limit 1
