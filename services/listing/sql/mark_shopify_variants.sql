update listing.shopify_product p
   set seen_price = s.price, seen_stock = s.stock
  from unnest($3::text[], $4::bigint[], $5::integer[]) as s(gid, price, stock)
 where p.merchant_id = $1::uuid
   and p.connection_id = $2::uuid
   and p.variant_gid = s.gid
