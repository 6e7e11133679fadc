-- The shelves of these listings, held until the transaction ends; made where there was none.
insert into listing.shelf as s (merchant_id, collection_id)
select distinct l.merchant_id, l.collection_id
  from listing.listing l
 where l.merchant_id = $1::uuid
   and l.listing_id = any ($2::uuid[])
 order by l.collection_id
    on conflict (merchant_id, collection_id) do update set version = s.version
