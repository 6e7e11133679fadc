select ledger.verify($1::uuid, $2::uuid) as broken_at
