insert into listing.shopify_connection (merchant_id, connection_id, shop, grant_type, client_id, sealed_secret, sealed_refresh, final_sale_tag, asked_version, due_at)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, coalesce($8::text, 'final-sale'), $9::text, now())
