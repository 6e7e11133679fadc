select method, path, body_sha256, status, answer from idempotency where caller = $1::text and key = $2::text
