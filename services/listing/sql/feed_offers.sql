-- A part of a feed: what can be bought now, oldest first.
select e.fragment as item, e.listing_id, e.published_at, e.began_at as changed_at
  from listing.edition e
 where e.merchant_id = $1::uuid
   and e.collection_id = $2::uuid
   and e.until is null
   and e.fragment is not null
   and (e.published_at, e.listing_id) > (coalesce($3::timestamptz, '-infinity'), $4::uuid)
   and e.published_at <= coalesce($5::timestamptz, 'infinity')
 order by e.published_at, e.listing_id
 limit $6::bigint
