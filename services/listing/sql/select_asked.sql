-- What words ask for, as a shelf was at version $3 (null: as it is), and that version. terms null: they say nothing.
select v.version, listing.asked($1::uuid, $2::uuid, v.version, $4::text) as terms
  from (select coalesce($3::bigint, (select s.version from listing.shelf s where s.merchant_id = $1::uuid and s.collection_id = $2::uuid), 0) as version) v
