-- A shop that was left, once all of it is off sale there.
delete from listing.shopify_connection c
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   and c.state = 'leaving'
   and not exists (select from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.step <> 'ended')
