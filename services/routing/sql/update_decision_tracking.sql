update routing.decision set tracking_number = $3::text, carrier = coalesce($4::text, carrier)
 where merchant_id = $1::uuid and provider_return_id = $2::text
