-- What words (null: none) ask for, as a shelf was at version $3 (null: as it is), and that version. terms null: they say nothing. If $5: how many are expected to have these words, values
-- and prices, and how far apart.
select v.version, q.terms, coalesce(e.expected, 0) as expected, coalesce(e.apart, 0) as apart
  from (select coalesce($3::bigint, (select s.version from listing.shelf s where s.merchant_id = $1::uuid and s.collection_id = $2::uuid), 0) as version) v
 cross join lateral (select case when $4::text is not null then listing.asked($1::uuid, $2::uuid, v.version, $4::text) end as terms offset 0) q
  left join lateral (select x.expected, x.apart
                       from listing.expected_of($2::uuid, q.terms, $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint,
                                                $12::bigint) x
                      where $5::boolean) e on true
