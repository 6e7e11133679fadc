select c.state from listing.collection c where c.merchant_id = split_part($1::text, '/', 1)::uuid and c.collection_id = split_part($1::text, '/', 2)::uuid
