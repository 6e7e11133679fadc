select coalesce(s.version, 0) as version, coalesce(s.walk_from, 0) as walk_from, p.cut, p.more, p.items, p.key, p.id
  from listing.page_of_words($1::uuid, $2::uuid, $3::bigint, $4::text, $5::bigint, $6::uuid, $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint,
                             $13::bigint, $14::text, $15::bigint, $16::bigint) p
  left join listing.shelf s on s.merchant_id = $1::uuid and s.collection_id = $2::uuid
