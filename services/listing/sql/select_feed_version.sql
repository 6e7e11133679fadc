-- The version of a collection's shelf, and since when it is that one.
select coalesce(s.version, 0) as version, coalesce(e.began_at, c.created_at) as changed_at
  from listing.collection c
  left join listing.shelf s on s.merchant_id = c.merchant_id and s.collection_id = c.collection_id
  left join listing.edition e on e.merchant_id = s.merchant_id and e.collection_id = s.collection_id and e.version = s.version
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
