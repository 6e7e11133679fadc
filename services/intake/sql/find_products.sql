select item, key, id from intake.find_products($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::uuid, $8::bigint)
