-- A shop that was left, once all that it was told of is off sale there.
delete from listing.shopify_connection c
 where c.merchant_id = $1::uuid
   and c.connection_id = $2::uuid
   and c.state = 'leaving'
   and c.leased_until < now()
   and not exists (select from listing.shopify_product p where p.merchant_id = c.merchant_id and p.connection_id = c.connection_id and p.step not in ('ended', 'archive')
                                                            and (p.sent_digest is not null or p.product_gid is not null))
