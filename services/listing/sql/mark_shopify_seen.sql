-- What a part of the read-back says: of products (their tags and publication) and of variants (price and stock). How many products it knows.
with product as (
        update listing.shopify_product p
           set seen_tag = lower(coalesce(p.final_tag, $6::text)) = any (string_to_array(lower(s.tags), chr(10))), seen_published = s.published, seen_at = now()
          from unnest($3::text[], $4::text[], $5::boolean[]) as s(gid, tags, published)
         where p.merchant_id = $1::uuid
           and p.connection_id = $2::uuid
           and p.product_gid = s.gid
        returning 1)
select count(*) as known from product
