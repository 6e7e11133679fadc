select version, walk_from, cut, more, items, key, id
  from listing.find_editions($1::uuid, $2::uuid, $3::bigint, $4::text, $5::bigint, $6::uuid, $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint,
                             $13::bigint, $14::text, $15::bigint, $16::bigint, $17::text)
