select method, path, body_hash, status, sealed_answer as answer from idempotency where caller = $1::text and key = $2::text
