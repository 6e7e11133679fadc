select 'staff:' || accounts.take_approval($1::uuid, $2::text, $3::text, $4::uuid, $5::text) as approved_by
