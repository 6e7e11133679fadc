-- Which of these variants of a shop are listings of ours.
select variant_gid, listing_id from listing.shopify_variant_view where merchant_id = $1::uuid and variant_gid = any ($2::text[])
