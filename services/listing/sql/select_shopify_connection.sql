-- With how much of it waits, and how much a person has to mend; counted up to a thousand.
select (v.item::jsonb || jsonb_build_object(
               'waiting', (select count(*) from (select from listing.shopify_product p where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.due_at is not null limit 1000) w),
               'to_mend', (select count(*) from (select from listing.shopify_product p where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.problem is not null limit 1000) w),
               'drifted', (select count(*) from (select from listing.shopify_product p where p.merchant_id = $1::uuid and p.connection_id = $2::uuid and p.drift is not null limit 1000) w),
               'collections', (select coalesce(jsonb_agg(jsonb_build_object('collection_id', s.collection_id, 'kind', s.kind, 'name', c.name, 'gid', s.gid, 'published', s.published,
                                                                            'problem', s.problem, 'detail', s.detail) order by c.created_at, s.kind desc), '[]')
                                 from listing.shopify_collection s
                                 join listing.collection c on c.merchant_id = s.merchant_id and c.collection_id = s.collection_id
                                where s.merchant_id = $1::uuid and s.connection_id = $2::uuid)))::text as item
  from listing.shopify_connection_view v
 where v.merchant_id = $1::uuid
   and v.connection_id = $2::uuid
