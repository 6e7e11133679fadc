-- Of these units of a merchant the listings whose edition is not what they say now.
select l.merchant_id, l.listing_id
  from (select distinct i.unit_id from unnest($2::uuid[]) as i(unit_id)) i
  join listing.shown l on l.merchant_id = $1::uuid and l.unit_id = i.unit_id
  left join listing.face f on f.merchant_id = l.merchant_id and f.listing_id = l.listing_id
  left join listing.edition e on e.merchant_id = l.merchant_id and e.collection_id = l.collection_id and e.listing_id = l.listing_id and e.until is null
 where f.fragment is distinct from e.fragment
 order by l.merchant_id, l.collection_id, l.listing_id
