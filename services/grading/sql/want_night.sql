insert into grading.night (merchant_id, wanted_by)
select m.merchant_id, $2::text from accounts.merchant_view m where m.merchant_id = $1::uuid
    on conflict (merchant_id) do update set wanted_by = excluded.wanted_by
