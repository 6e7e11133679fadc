-- The version of a collection's shelf, and when an offer in it changed last.
select coalesce(s.version, 0) as version, coalesce(e.began_at, c.created_at) as changed_at
  from listing.collection c
  left join listing.shelf s on s.merchant_id = c.merchant_id and s.collection_id = c.collection_id
  left join lateral (select l.began_at from listing.edition l where l.merchant_id = c.merchant_id and l.collection_id = c.collection_id order by l.version desc limit 1) e on true
 where c.merchant_id = $1::uuid
   and c.collection_id = $2::uuid
