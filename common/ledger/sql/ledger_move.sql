-- Its new sequence; 0: it is in another state; null: there is no such unit.
select ledger.move($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, coalesce($7::jsonb, '{}')) as sequence
