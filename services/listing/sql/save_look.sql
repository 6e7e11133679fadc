insert into listing.look (merchant_id, collection_id, background, text, accent, changed_by)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text)
    on conflict (merchant_id, collection_id) do update
   set background = excluded.background, text = excluded.text, accent = excluded.accent, changed_by = excluded.changed_by, changed_at = now()
