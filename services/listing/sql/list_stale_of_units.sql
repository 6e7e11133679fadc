-- Background, over all merchants: of these units ($2, of the merchants in $1) the listings whose edition is not what they say now.
select l.merchant_id, l.listing_id
  from (select distinct i.merchant_id, i.unit_id from unnest($1::uuid[], $2::uuid[]) as i(merchant_id, unit_id)) i
 cross join lateral (select s.* from listing.shown s where s.merchant_id = i.merchant_id and s.unit_id = i.unit_id offset 0) l
  left join lateral (select f.fragment from listing.face f where f.merchant_id = l.merchant_id and f.listing_id = l.listing_id offset 0) f on true
  left join listing.edition e on e.merchant_id = l.merchant_id and e.collection_id = l.collection_id and e.listing_id = l.listing_id and e.until is null
 where f.fragment is distinct from e.fragment
 order by l.merchant_id, l.collection_id, l.listing_id
