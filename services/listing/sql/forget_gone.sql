-- Background, over all merchants: offers that are gone for over thirty days. Whoever asks what changed since before then would not hear that they are.
with old as (
        select e.merchant_id, e.collection_id, e.version
          from listing.edition e
         where e.until is null
           and e.fragment is null
           and e.began_at < now() - interval '30 days'
         order by e.began_at
         limit 1000
           for update skip locked),
forgotten as (
        delete from listing.edition e using old o
         where e.merchant_id = o.merchant_id and e.collection_id = o.collection_id and e.version = o.version
        returning e.merchant_id, e.collection_id, e.version),
known as (
        update listing.shelf s
           set since_from = greatest(s.since_from, f.version)
          from (select merchant_id, collection_id, max(version) as version from forgotten group by merchant_id, collection_id) f
         where s.merchant_id = f.merchant_id and s.collection_id = f.collection_id)
select 1 from forgotten
