-- Of the pool of this offer the live offer of one unit that is free, which is held until the transaction ends; null: there is none.
select (select v.listing_id from listing.pool_view v where v.merchant_id = $1::uuid and v.pool_id = p.pool_id and v.unit_id = p.unit_id and v.state = 'live')::text as listing_id
  from (select q.pool_id, ledger.hold_one_listed($1::uuid, array(select v.unit_id from listing.pool_view v where v.merchant_id = $1::uuid and v.pool_id = q.pool_id and v.state = 'live'
                                                                  order by v.published_at, v.listing_id)) as unit_id
          from (select coalesce((select v.pool_id from listing.pool_view v where v.merchant_id = $1::uuid and v.listing_id = $2::uuid), $2::uuid) as pool_id) q) p
