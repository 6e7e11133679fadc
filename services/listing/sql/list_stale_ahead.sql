-- Background, over all merchants: the same, of the units of the newest events that the reader of the ledger has not come to. It comes to the others in its turn.
select l.merchant_id, l.listing_id
  from (select distinct n.merchant_id, n.unit_id
          from (select v.merchant_id, v.unit_id
                  from ledger.event v
                 where (v.xid, v.position) > (select c.xid, c.position from listing.feed_cursor c where c.name = 'shelf')
                 order by v.xid desc, v.position desc
                 limit 500) n) i
 cross join lateral (select s.* from listing.shown s where s.merchant_id = i.merchant_id and s.unit_id = i.unit_id offset 0) l
  left join lateral (select f.fragment from listing.face f where f.merchant_id = l.merchant_id and f.listing_id = l.listing_id offset 0) f on true
  left join listing.edition e on e.merchant_id = l.merchant_id and e.collection_id = l.collection_id and e.listing_id = l.listing_id and e.until is null
 where f.fragment is distinct from e.fragment
 order by l.merchant_id, l.collection_id, l.listing_id
