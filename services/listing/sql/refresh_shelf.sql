-- Each of these listings gets an edition where what it says now differs from what it said. Its shelves are held (lock_shelves), by an earlier statement: so that this
-- one sees what the last holder wrote.
with face as materialized (
        select l.collection_id, l.listing_id, f.fragment, f.price_amount, f.published_at
          from (select i.listing_id from unnest($2::uuid[]) as i(listing_id)
                 union
                select d.pool_id from listing.detail d where d.merchant_id = $1::uuid and d.listing_id = any ($2::uuid[]) and d.pool_id is not null) i
          join listing.listing l on l.merchant_id = $1::uuid and l.listing_id = i.listing_id
          left join lateral (select f.fragment, f.price_amount, f.published_at from listing.face f where f.merchant_id = l.merchant_id and f.listing_id = l.listing_id offset 0) f on true),
changed as materialized (
        select f.*, e.version as before, row_number() over (partition by f.collection_id order by f.published_at, f.listing_id) as step,
               count(*) over (partition by f.collection_id) as steps
          from face f
          left join listing.edition e on e.merchant_id = $1::uuid and e.collection_id = f.collection_id and e.listing_id = f.listing_id and e.until is null
         where f.fragment is distinct from e.fragment),
shelf as (
        update listing.shelf s
           set version = s.version + c.steps
          from (select distinct collection_id, steps from changed) c
         where s.merchant_id = $1::uuid
           and s.collection_id = c.collection_id
        returning s.collection_id, s.version, s.version - c.steps as base),
ended as (
        update listing.edition e
           set until = s.base + c.step, ended_at = clock_timestamp()
          from changed c
          join shelf s on s.collection_id = c.collection_id
         where e.merchant_id = $1::uuid
           and e.collection_id = c.collection_id
           and e.version = c.before
        returning e.version),
begun as (
        insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)
        select $1::uuid, c.collection_id, s.base + c.step, c.listing_id, c.fragment, t.title, t.product_type, t.size, t.vendor, t.grade, t.condition, c.price_amount, c.published_at
          from changed c
          join shelf s on s.collection_id = c.collection_id
         cross join lateral jsonb_to_record(coalesce(c.fragment, '{}')::jsonb) as t(title text, product_type text, size text, vendor text, grade text, condition text)
         where (select count(*) from ended) >= 0   -- the old ones first
        returning collection_id, version, title, vendor, product_type, size),
worded as (
        insert into listing.shelf_word (merchant_id, collection_id, word, version)
        select distinct on (b.collection_id, w.word) $1::uuid, b.collection_id, w.word, b.version
          from begun b
         cross join lateral listing.plain_words(b.title, b.vendor, b.product_type, b.size) as w(word)
         where length(w.word) between 1 and 60
         order by b.collection_id, w.word, b.version
            on conflict do nothing)
select collection_id, version from shelf
