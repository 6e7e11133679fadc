select product_id, product_type, vendor, to_json(tags)::text as tags from routing.product where merchant_id = $1::uuid and product_id = any ($2::text[])
