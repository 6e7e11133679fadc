# A page of 50 listings from memory beside nginx with a static file of the same bytes, one core each for server and load: whole, compressed, not modified, and while 50
# listings a second change.
. tests/bench/shelf.sh
mkdir -p "$work/www"
curl -fsS "$shelf_url" >"$work/www/page.json"
curl -fsS -H 'Accept-Encoding: gzip' "$shelf_url" >"$work/www/page.json.gz"
serve_files
pin 0 "$RESALE_PID_LISTING"
tag_of() { curl -fsSI "$1" | sed -n 's/^etag: *\(.*\)\r$/\1/ip'; }
change() {   # listings one after another, 50 a second, until it is ended, and psql with it
        while :; do
                echo "with s as (update listing.shelf set version = version + 1 where collection_id = md5('shelf')::uuid returning version),
                      o as (select * from listing.edition where merchant_id = '$merchant' and collection_id = md5('shelf')::uuid and until is null order by published_at desc limit 1 offset $((RANDOM % 50))),
                      e as (update listing.edition e set until = s.version, ended_at = now() from s, o where e.merchant_id = o.merchant_id and e.collection_id = o.collection_id and e.version = o.version returning 1)
                      insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)
                      select o.merchant_id, o.collection_id, s.version, o.listing_id, o.fragment, o.title, o.product_type, o.size, o.vendor, o.grade, o.condition, o.price_amount, o.published_at from s, o
                       where (select count(*) from e) = 1; notify resale, 'listing';"
                sleep 0.02
        done > >(exec psql -qX "$DATABASE_URL" >/dev/null)
}
known=$(tag_of "$shelf_url") their_known=$(tag_of "$files_url/page.json")
for ((i = 0; i < rounds; i++)); do
        loop_round "$shelf_url" "$RESALE_PID_LISTING" page
        loop_round "$files_url/page.json" "$nginx_worker" page.beside
        loop_round "$shelf_url" "$RESALE_PID_LISTING" gzip -H 'Accept-Encoding: gzip'
        loop_round "$files_url/page.json" "$nginx_worker" gzip.beside -H 'Accept-Encoding: gzip'
        loop_round "$shelf_url" "$RESALE_PID_LISTING" same -H "If-None-Match: $known"
        loop_round "$files_url/page.json" "$nginx_worker" same.beside -H "If-None-Match: $their_known"
done
change &
changing=$!
for ((i = 0; i < rounds; i++)); do
        loop_round "$shelf_url" "$RESALE_PID_LISTING" changed
        loop_round "$files_url/page.json" "$nginx_worker" changed.beside
done
kill $changing; wait $changing 2>/dev/null || true
pin 0,1 "$RESALE_PID_LISTING"
stop_files
size=$(wc -c <"$work/www/page.json")
loop_rows "a page of 50 listings from memory, $size bytes, beside nginx with those bytes as a static file, one core each" page "≥ 1.0" "≤ 1.0"
loop_rows "the same, compressed" gzip "≥ 1.2" "≤ 1.0"
loop_rows "the same, not modified" same "≥ 0.95" "≤ 1.0"
loop_rows "the same page, whole, while 50 of its listings a second change" changed "≥ 1.0" "≤ 1.0"
