insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, description, currency)
select m.merchant_id, $2::uuid, $3::text, $4::text, $5::text, coalesce($6::text, ''), m.currency from accounts.merchant_view m
 where m.merchant_id = $1::uuid and m.resale_included
