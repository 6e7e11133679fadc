-- Carriers use numbers again: the latest parcel with it.
select parcel_id
  from fulfillment.parcel
 where merchant_id = $1::uuid
   and tracking_key = upper(replace($2::text, ' ', ''))
 order by shipped_at desc
 limit 1
