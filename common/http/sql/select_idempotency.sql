select method, path, body_sha256, status, sealed_answer as answer from idempotency where caller = $1::text and key = $2::text
