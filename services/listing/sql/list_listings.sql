-- Newest first; of one collection ($2), of one state ($3), with words in its title or of one plate ($4), of one grade ($5).
select listing.listing_json(l.merchant_id, l.listing_id)::text as item, l.published_at::text as key, l.listing_id as id
  from listing.listing l
 where l.merchant_id = $1::uuid
   and ($2::uuid is null or l.collection_id = $2::uuid)
   and ($3::text is null or l.state = $3::text)
   and ($4::text is null or position(lower($4::text) in lower(l.title)) > 0
        or exists (select from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.lpn = rp.code($4::text)))
   and ($5::text is null or l.grade = $5::text)
   and (l.published_at, l.listing_id) < ($6::timestamptz, $7::uuid)
 order by l.published_at desc, l.listing_id desc
 limit $8::bigint
