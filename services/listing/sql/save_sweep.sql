-- More to come: until which offer; else all of them again in an hour.
update listing.sweep set after = $2::uuid, due_at = case when $2::uuid is null then now() + interval '1 hour' else now() end where merchant_id = $1::uuid
