# A live collection with `listings` offers, as the shelf keeps them, for the rows about the pull; made once. The handle is `shelf`.
listings=${BENCH_LISTINGS:-1000000}
if [ -z "${shelf_made:-}" ]; then
        psql -qX -v ON_ERROR_STOP=1 -v merchant="$merchant" -v listings="$listings" "$DATABASE_URL" >"$work/shelf.out" <<'SQL'
insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, state, currency)
values (:'merchant', md5('shelf')::uuid, 'shelf', 'Renewed', 'Renewed', 'live', 'USD');
insert into listing.handle values ('shelf', :'merchant', md5('shelf')::uuid);
insert into listing.shelf (merchant_id, collection_id, version) values (:'merchant', md5('shelf')::uuid, :listings);
insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)
select :'merchant', md5('shelf')::uuid, n, md5('offer' || n)::uuid,
       json_build_object('listing_id', md5('offer' || n)::uuid, 'handle', 'trail-fleece-' || n, 'title', 'Trail Fleece ' || n, 'product_type', t.type, 'size', t.size, 'vendor', 'Brand ' || n % 7,
                         'grade', t.grade, 'condition', 'used', 'condition_text', 'Light wear at the cuffs; everything works. ' || md5(n::text),
                         'price', json_build_object('amount', t.price, 'currency', 'USD'), 'compare_at_price', json_build_object('amount', 12000, 'currency', 'USD'), 'final_sale', false,
                         'return_days', 30, 'photos', json_build_array(json_build_object('photo_id', md5('photo' || n)::uuid, 'width', 1280, 'height', 960)))::text,
       'Trail Fleece ' || n, t.type, t.size, 'Brand ' || n % 7, t.grade, 'used', t.price, now() - n * interval '1 second'
  from generate_series(1, :listings) n
 cross join lateral (select (array['Fleece', 'Jacket', 'Shirt', 'Pants'])[n % 4 + 1] as type, (array['XS', 'S', 'M', 'L', 'XL'])[n % 5 + 1] as size,
                            (array['A', 'B', 'C'])[n % 3 + 1] as grade, 2000 + n * 7919::bigint % 8000 as price) t;
analyze listing.edition;
create schema bench;
create table bench.offer as   -- as a service of another make keeps them: fewer, to its advantage
select 'shelf'::text as collection, e.listing_id, t.handle, e.title, e.product_type, e.size, e.vendor, e.grade, e.condition, t.condition_text, e.price_amount, 12000::bigint as compare_at_amount,
       'USD'::text as currency, false as final_sale, 30 as return_days, t.photos, e.published_at
  from listing.edition e
 cross join lateral jsonb_to_record(e.fragment::jsonb) as t(handle text, condition_text text, photos jsonb)
 where e.collection_id = md5('shelf')::uuid
 order by e.published_at desc
 limit 100000;
create index on bench.offer (collection, published_at desc, listing_id desc);
analyze bench.offer;
SQL
        shelf_made=1
fi
shelf_url=$RESALE_URL_LISTING/listing/v1/collections/shelf/listings
