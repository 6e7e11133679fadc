-- What began after one version, up to another, and still stands at that one.
select e.version, case when e.fragment is null then 'gone' else 'listing' end as kind,
       coalesce(e.fragment, json_build_object('listing_id', e.listing_id, 'gone', true)::text) as item
  from listing.edition e
 where e.merchant_id = split_part($1::text, '/', 1)::uuid
   and e.collection_id = split_part($1::text, '/', 2)::uuid
   and e.version > $2::bigint
   and e.version <= $3::bigint
   and (e.until is null or e.until > $3::bigint)
 order by e.version
 limit $4::bigint
