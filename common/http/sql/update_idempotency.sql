update idempotency set status = $3::integer, sealed_answer = $4::text where caller = $1::text and key = $2::text
