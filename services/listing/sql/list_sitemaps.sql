-- The files of a sitemap: the last offer of each by its time, and what changed last in it. The index of what is on the shelf is read once.
with numbered as (
        select e.published_at, (row_number() over (order by e.published_at, e.listing_id) - 1) / $3::bigint as file, e.began_at
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $2::uuid
           and e.until is null
           and e.fragment is not null)
select max(n.published_at) as last, max(n.began_at) as changed_at from numbered n group by n.file order by n.file
