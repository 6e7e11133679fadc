insert into grading.night (merchant_id) values ($1::uuid) on conflict do nothing
