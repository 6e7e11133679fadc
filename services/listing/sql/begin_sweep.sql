-- Live offers are looked at from the first one on.
insert into listing.sweep (merchant_id) values ($1::uuid) on conflict (merchant_id) do update set after = null, due_at = now()
