with made as (
        insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, final_sale_set_by, price_shares, min_price, auto_publish, warranty, created_by)
        select c.merchant_id, c.collection_id,
               coalesce((select max(p.version) from listing.policy p where p.merchant_id = c.merchant_id and p.collection_id = c.collection_id), 0) + 1,
               $3::integer, $4::boolean, case when $4::boolean then $9::text end, $5::jsonb, $6::bigint, $7::boolean, $8::text, $9::text
          from listing.collection c
         where c.merchant_id = $1::uuid
           and c.collection_id = $2::uuid
        returning merchant_id, collection_id, version)
insert into listing.terms (merchant_id, collection_id, version, rules, photo_grades, final_sale_tag, pool)
select m.merchant_id, m.collection_id, m.version, $10::jsonb, $11::text[], $12::text, $13::boolean from made m
