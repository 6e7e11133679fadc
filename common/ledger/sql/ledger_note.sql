select ledger.note($1::uuid, $2::uuid, $3::text, $4::text, coalesce($5::jsonb, '{}')) as sequence
