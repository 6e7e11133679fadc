-- A page by its number, newest first, with the plates of the units, and how often each had been offered before. What is passed over is read from the index alone, and at most 25,000.
with page as materialized (
        select e.published_at, e.listing_id
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $2::uuid
           and e.until is null
           and e.fragment is not null
         order by e.published_at desc, e.listing_id desc
        offset $3::bigint limit $4::bigint)
select e.fragment as item, e.listing_id, e.published_at, e.began_at as changed_at, u.lpn,
       (select count(*) from listing.listing o where o.merchant_id = $1::uuid and o.unit_id = l.unit_id and o.published_at < l.published_at) as nth
  from page p
 cross join lateral (select * from listing.edition e where e.merchant_id = $1::uuid and e.collection_id = $2::uuid and e.listing_id = p.listing_id and e.until is null) e
  join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = p.listing_id
  join ledger.unit u on u.merchant_id = $1::uuid and u.unit_id = l.unit_id
 where e.fragment is not null
 order by p.published_at desc, p.listing_id desc
