-- Background: the live offers of these units ($2, of the merchants in $1), merchant by merchant.
select distinct l.merchant_id, l.listing_id
  from unnest($1::uuid[], $2::uuid[]) as i(merchant_id, unit_id)
  join listing.listing l on l.merchant_id = i.merchant_id and l.unit_id = i.unit_id and l.state = 'live'
 order by l.merchant_id, l.listing_id
