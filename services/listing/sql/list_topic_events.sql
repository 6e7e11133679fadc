-- What began after one version, up to another, and still stands at that one; without an item: it cannot be bought any more.
select e.version, e.listing_id, e.fragment as item
  from listing.edition e
 where e.merchant_id = split_part($1::text, '/', 1)::uuid
   and e.collection_id = split_part($1::text, '/', 2)::uuid
   and e.version > $2::bigint
   and e.version <= $3::bigint
   and (e.until is null or e.until > $3::bigint)
 order by e.version
 limit $4::bigint
