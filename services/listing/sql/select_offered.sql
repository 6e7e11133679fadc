-- An offer of a collection by its handle, or by its id: as it stands, or as it was. Its id is found first: row-level security takes coalesce for leaky.
select l.listing_id, l.fragment, u.lpn, nullif(p.warranty, '') as warranty_terms,
       l.state = 'live' and u.state = 'listed' as offered, l.state = 'live' and u.state in ('claimed', 'quarantined') as reserved
  from listing.listing l
  join ledger.unit u on u.merchant_id = l.merchant_id and u.unit_id = l.unit_id
  join listing.policy p on p.merchant_id = l.merchant_id and p.collection_id = l.collection_id and p.version = l.policy_version
 where l.merchant_id = $1::uuid
   and l.collection_id = $2::uuid
   and l.listing_id = (select coalesce((select d.listing_id from listing.detail d where d.merchant_id = $1::uuid and d.collection_id = $2::uuid and d.handle = $3::text),
                                       case when $3::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then $3::uuid end))
