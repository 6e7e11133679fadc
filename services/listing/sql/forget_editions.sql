-- Background, over all merchants: editions that ended over an hour ago. A walk that began before one of them ended would miss it.
with old as (
        select e.merchant_id, e.collection_id, e.version
          from listing.edition e
         where e.until is not null
           and e.ended_at < now() - interval '1 hour'
         order by e.ended_at
         limit 1000
           for update skip locked),
forgotten as (
        delete from listing.edition e using old o
         where e.merchant_id = o.merchant_id and e.collection_id = o.collection_id and e.version = o.version
        returning e.merchant_id, e.collection_id, e.until),
known as (
        update listing.shelf s
           set walk_from = greatest(s.walk_from, f.until)
          from (select merchant_id, collection_id, max(until) as until from forgotten group by merchant_id, collection_id) f
         where s.merchant_id = f.merchant_id and s.collection_id = f.collection_id)
select 1 from forgotten
