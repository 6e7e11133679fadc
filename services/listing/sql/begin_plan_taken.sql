insert into listing.plan_taken (merchant_id) values ($1::uuid) on conflict do nothing
