select grading.is_blind($1::uuid, $2::uuid, $3::text, $4::boolean)::text as worn
