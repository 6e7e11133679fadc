-- What can be bought now, newest first: the offer is live and its unit listed. The fragments are ready; lateral keeps it to one unit a row.
select l.fragment as item, l.published_at::text as key, l.listing_id as id
  from listing.listing l
 cross join lateral (select 1 from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id and u.state = 'listed') u
 where l.merchant_id = $1::uuid
   and l.collection_id = $2::uuid
   and l.state = 'live'
   and (l.published_at, l.listing_id) < ($3::timestamptz, $4::uuid)
 order by l.published_at desc, l.listing_id desc
 limit $5::bigint
