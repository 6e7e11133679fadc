-- What changed on a shelf after version $3: the last change of each offer, in the order of versions; without an item: it cannot be bought any more.
select s.version as shelf_version, s.since_from, e.version, e.listing_id, e.fragment as item
  from (select coalesce(max(s.version), 0) as version, coalesce(max(s.since_from), 0) as since_from
          from listing.shelf s
         where s.merchant_id = $1::uuid
           and s.collection_id = $2::uuid) s
  left join lateral (
        select e.version, e.listing_id, e.fragment
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $2::uuid
           and e.version > $3::bigint
           and e.until is null
         order by e.version
         limit $4::bigint) e on true
 order by e.version
