-- Of these offers of a collection, in the order in which they are asked for: whether each can be bought now, at what price, since which version.
select json_build_object('version', (select coalesce(max(s.version), 0) from listing.shelf s where s.merchant_id = $1::uuid and s.collection_id = $2::uuid),
                         'items', json_agg(case when e.version is null then json_build_object('listing_id', i.listing_id, 'available', false, 'gone', true, 'price', null, 'version', null)
                                                else json_build_object('listing_id', i.listing_id, 'available', e.fragment is not null, 'gone', false,
                                                                       'price', rp.money(e.price_amount, c.currency), 'version', e.version) end order by i.place))::text
  from unnest($3::uuid[]) with ordinality as i(listing_id, place)
  join listing.collection c on c.merchant_id = $1::uuid and c.collection_id = $2::uuid
  left join listing.edition e on e.merchant_id = $1::uuid and e.collection_id = $2::uuid and e.listing_id = i.listing_id and e.until is null
