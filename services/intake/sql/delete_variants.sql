-- Variants of the shop's product that it does not have any more, as far as it was said after what we know ($4 null: it is gone for good).
delete from intake.product
 where merchant_id = $1::uuid
   and product_id = $2::text
   and (variant_id is null or variant_id <> all ($3::text[]))
   and ($4::timestamptz is null or source_at is null or source_at <= $4::timestamptz)
