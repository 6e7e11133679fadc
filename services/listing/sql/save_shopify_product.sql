-- What a call brought about. When the row was begun anew meanwhile ($15), what is known of the shop is uncertain, and the new beginning stands.
update listing.shopify_product p
   set product_gid = coalesce($4::text, p.product_gid), variant_gid = coalesce($5::text, p.variant_gid), item_gid = coalesce($6::text, p.item_gid),
       sent_digest = case when p.again = $15::integer then $7::text when $7::text is null then p.sent_digest when $7::text = '' then '' else '?' end, sent_metafields = case when p.again = $15::integer then $8::text end,
       sent_price = $9::bigint, sent_tag = $10::boolean, final_tag = $22::text,
       sent_stock = case when p.again = $15::integer then $11::integer end, sent_published = case when p.again = $15::integer then $12::boolean end,
       stock_key = case when p.again = $15::integer then $13::uuid end, stock_from = case when p.again = $15::integer then $14::integer end,
       stock_to = case when p.again = $15::integer then $16::integer end,
       step = case when p.again = $15::integer then $17::text else p.step end, attempts = case when p.again = $15::integer then $18::integer else p.attempts end,
       problem = case when p.again = $15::integer then $19::text else p.problem end, detail = case when p.again = $15::integer then $20::text else p.detail end,
       due_at = case when p.again = $15::integer then now() + interval '1 millisecond' * $21::bigint else p.due_at end, sent_at = now()
 where p.merchant_id = $1::uuid
   and p.connection_id = $2::uuid
   and p.listing_id = $3::uuid
