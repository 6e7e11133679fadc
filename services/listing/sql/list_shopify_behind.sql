-- Shelves that a shop does not follow yet: another version, or a collection that went on sale or off it.
select c.merchant_id, c.connection_id, s.collection_id, l.state = 'live' as live
  from listing.shopify_connection c
  join listing.shelf s on s.merchant_id = c.merchant_id
  join listing.collection l on l.merchant_id = s.merchant_id and l.collection_id = s.collection_id
  left join listing.shopify_collection k on k.merchant_id = c.merchant_id and k.connection_id = c.connection_id and k.collection_id = s.collection_id and k.kind = 'programme'
 where c.state <> 'leaving'
   and case when l.state = 'live' then not coalesce(k.live, false) or s.version > k.version else coalesce(k.live, false) end
 limit 20
