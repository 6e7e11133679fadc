-- Newest first; of one collection ($2), of one state ($3), of one grade ($4).
select listing.listing_json(l.merchant_id, l.listing_id)::text as item, l.published_at::text as key, l.listing_id as id
  from listing.listing l
 where l.merchant_id = $1::uuid
   and ($2::uuid is null or l.collection_id = $2::uuid)
   and ($3::text is null or l.state = $3::text)
   and ($4::text is null or l.grade = $4::text)
   and (l.published_at, l.listing_id) < ($5::timestamptz, $6::uuid)
 order by l.published_at desc, l.listing_id desc
 limit $7::bigint
