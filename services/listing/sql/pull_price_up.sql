-- As pull_newest, the lowest price first, beginning after $4.
with shelf as materialized (
        select coalesce(max(s.version), 0) as version, coalesce(max(s.walk_from), 0) as walk_from
          from listing.shelf s
         where s.merchant_id = $1::uuid
           and s.collection_id = $2::uuid),
now as materialized (
        select e.*
          from (select e.listing_id, e.version, e.published_at, e.price_amount, e.product_type, e.size, e.vendor, e.grade, e.condition, e.words, e.fragment
                  from listing.edition e
                 where e.merchant_id = $1::uuid
                   and e.collection_id = $2::uuid
                   and e.until is null
                   and e.fragment is not null
                   and (e.price_amount, e.listing_id) > ($4::bigint, $5::uuid)
                   and e.price_amount <= coalesce($12::bigint, 9223372036854775807)
                 order by e.price_amount, e.listing_id
                 limit $14::bigint) e
         where ($3::bigint is null or e.version <= $3::bigint)
           and ($6::text[] is null or e.product_type = any ($6::text[]))
           and ($7::text[] is null or e.size = any ($7::text[]))
           and ($8::text[] is null or e.vendor = any ($8::text[]))
           and ($9::text[] is null or e.grade = any ($9::text[]))
           and ($10::text[] is null or e.condition = any ($10::text[]))
           and ($11::bigint is null or e.price_amount >= $11::bigint)
           and ($12::bigint is null or e.price_amount <= $12::bigint)
           and ($15::tsquery is null or e.words @@ $15::tsquery)
         order by e.price_amount, e.listing_id
         limit $13::bigint),
past as materialized (
        select e.listing_id, e.version, e.published_at, e.price_amount, e.product_type, e.size, e.vendor, e.grade, e.condition, e.words, e.fragment
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $2::uuid
           and e.until > $3::bigint
           and e.version <= $3::bigint
           and e.fragment is not null
           and (e.price_amount, e.listing_id) > ($4::bigint, $5::uuid)
           and ($6::text[] is null or e.product_type = any ($6::text[]))
           and ($7::text[] is null or e.size = any ($7::text[]))
           and ($8::text[] is null or e.vendor = any ($8::text[]))
           and ($9::text[] is null or e.grade = any ($9::text[]))
           and ($10::text[] is null or e.condition = any ($10::text[]))
           and ($11::bigint is null or e.price_amount >= $11::bigint)
           and ($12::bigint is null or e.price_amount <= $12::bigint)
           and ($15::tsquery is null or e.words @@ $15::tsquery)
         order by e.price_amount, e.listing_id
         limit $13::bigint)
select s.version, s.walk_from, e.fragment as item, e.price_amount as key, e.listing_id as id,
       $14::bigint is not null and (select count(*) from now) < $13::bigint
       and exists (select from listing.edition e
                    where e.merchant_id = $1::uuid
                      and e.collection_id = $2::uuid
                      and e.until is null
                      and e.fragment is not null
                      and (e.price_amount, e.listing_id) > ($4::bigint, $5::uuid)
                      and e.price_amount <= coalesce($12::bigint, 9223372036854775807)
                    order by e.price_amount, e.listing_id
                   offset $14::bigint limit 1) as cut
  from shelf s
  left join (select * from now union all select * from past) e on true
 order by e.price_amount, e.listing_id
 limit $13::bigint
