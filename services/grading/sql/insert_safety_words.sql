-- The next version; no row: two wrote it at once.
insert into grading.safety_words (merchant_id, version, words, created_by)
select $1::uuid, coalesce((select max(version) from grading.safety_words where merchant_id = $1::uuid), 0) + 1, $2::text[], $3::text
    on conflict do nothing
