insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency, compare_at_amount,
                             final_sale, final_sale_set_by, return_days, policy_version, fragment, published_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::bigint, $10::text, $11::bigint, $12::boolean, $13::text, $14::integer,
        $15::integer, $16::text, $17::timestamptz)
