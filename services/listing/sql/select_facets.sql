-- By what the newest thousand of a shelf can be told apart: what its page offers to filter by. All of a shelf would be too much to look through for a page.
with newest as materialized (
        select e.product_type, e.size, e.grade, e.condition
          from listing.edition e
         where e.merchant_id = $1::uuid
           and e.collection_id = $2::uuid
           and e.until is null
           and e.fragment is not null
         order by e.published_at desc, e.listing_id desc
         limit 1000)
select json_build_object(
               'types', (select json_agg(v order by v) from (select distinct product_type as v from newest where product_type is not null) t),
               'sizes', (select json_agg(v order by coalesce(array_position(array['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', 'XXXL'], upper(v)), 9), length(v), v)
                           from (select distinct size as v from newest where size is not null) t),
               'grades', (select json_agg(v order by v) from (select distinct grade as v from newest) t),
               'conditions', (select json_agg(v order by v) from (select distinct condition as v from newest) t))::text as facets
