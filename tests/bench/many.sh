# A cold page of a collection with many listings beside the same of one with 100,000, through HTTP, each request another question, so that no answer can have been kept.
# BENCH_MANY (5000000) rows; filling and indexing them takes some minutes.
many=${BENCH_MANY:-5000000} few=100000
as_owner() { psql -qAtX -v ON_ERROR_STOP=1 "$DATABASE_URL" "$@"; }
shop() {   # HANDLE: a live collection; its id
        local id
        id=$(api -d "{\"handle\":\"$1\",\"name\":\"Bench\",\"navigation_label\":\"Bench\"}" "$RESALE_URL_LISTING/listing/v1/merchants/$merchant/collections" | json collection_id)
        api -d '{"return_days":30,"price_shares":{"*":7000}}' "$RESALE_URL_LISTING/listing/v1/merchants/$merchant/collections/$id/policies" >"$work/answer"
        api -X PATCH -d '{"state":"live"}' "$RESALE_URL_LISTING/listing/v1/merchants/$merchant/collections/$id" >"$work/answer"
        echo "$id"
}
indexes=$(as_owner -c "select indexdef || ';' from pg_indexes where schemaname = 'listing' and tablename = 'edition' and indexname <> 'edition_pkey'")
as_owner -c "alter table listing.edition set unlogged" -c "alter table listing.edition alter words drop expression"
# As a shelf is whose prices take a step each ten days, for sixty days: an edition is written when its price changes, so those that are new lie together, among others changed then: a join that sorts would spread them over the whole table.
stock() {   # COLLECTION ROWS: 40 types of 8 sizes, 3 grades, 2,000 vendors, 900 titles; words are those that the column would have made itself
        as_owner -c "select format('drop index listing.%I;', indexname) from pg_indexes where schemaname = 'listing' and tablename = 'edition' and indexname <> 'edition_pkey'" | as_owner
        as_owner -c "set work_mem = '64MB'" -c "set enable_mergejoin = off" -c "
with made as materialized (
        select i, 'Trail ' || w[1 + i % 30] || ' ' || w[1 + i / 30 % 30] as title, 'Type ' || i % 40 as type, (array['XS','S','M','L','XL','2XL','28','30'])[1 + i / 40 % 8] as size,
               'Brand ' || i * 7 % 2000 as vendor, chr(65 + i % 3) as grade
          from generate_series(0, 19999) i, (select array['fleece','jacket','hoodie','shirt','parka','down','light','merino','wool','storm','shell','rain','alpine','summit','river','canyon',
               'base','layer','vest','pants','shorts','tee','crew','zip','half','quarter','full','snap','classic','fit'] w) w),
kind as materialized (
        select m.*, array_to_tsvector(listing.own_words('$1', rp.plain_words(concat_ws(' ', title, vendor, type, size)))
                    || array[listing.own_value('$1', 't', type), listing.own_value('$1', 's', size), listing.own_value('$1', 'v', vendor), listing.own_value('$1', 'g', grade),
                             listing.own_value('$1', 'c', 'used')]) as words
          from made m)
insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at, words)
select '$merchant', '$1', n, gen_random_uuid(), '{\"listing_id\":\"' || gen_random_uuid() || '\",\"title\":\"' || k.title || '\",\"condition_text\":\"' || repeat('As good as new. ', 25) || '\"}',
       k.title, k.type, k.size, k.vendor, k.grade, 'used', 1000 + abs(hashint8(n * 7)) % 90000, now() - interval '10 days' * (1 - n / $2::float8 + abs(hashint8(n) % 6)), k.words
  from generate_series(1, $2) n join kind k on k.i = (n * 48271::bigint) % 20000" \
                -c "insert into listing.shelf_word select '$merchant', '$1', word, 1 from (select distinct unnest(string_to_array(rp.plain_words(concat_ws(' ', title, vendor, product_type, size)), ' '))
                      from listing.edition where collection_id = '$1' and version <= 20000) w (word) where length(word) between 1 and 60" \
                -c "insert into listing.shelf (merchant_id, collection_id, version) values ('$merchant', '$1', $2) on conflict (merchant_id, collection_id) do update set version = excluded.version"
        as_owner -c "set maintenance_work_mem = '1GB'" -c "$indexes" -c "vacuum analyze listing.edition"
}
first=0   # a million questions a round, and another quarter of a million ranges of prices: none is asked again
cold() {   # HANDLE QUERY: milliseconds of a page. BAND in it: within some percent of the prices
        first=$((first + 1037500))
        cat >"$work/cold.lua" <<LUA
local n = $first
request = function()
        n = n + 1
        local within = string.format("price_min=%d&price_max=%d", 4500 + n % 500, 5200 + math.floor(n / 500) % 500)
        local query, narrow = string.gsub("$2", "BAND", within)
        return wrk.format("GET", "/listing/v1/collections/$1/listings?" .. query .. (narrow == 0 and "&price_max=" .. (10000000 + n) or ""))
end
LUA
        wrk -t1 -c1 -d"${seconds}s" -s "$work/cold.lua" "$RESALE_URL_LISTING" >"$work/out"
        must_be_good "$work/out"
        rate <"$work/out" | awk '{ print 1000 / $1 }'
}
deep() {   # HANDLE COLLECTION ROWS: milliseconds of a page from amid a walk, each from another place, by cursors as the service would have made them
        local bound
        bound=$(printf '%s sort=0' "$2" | sha256sum | cut -c1-16)
        first=$((first + 1000000))
        cat >"$work/cold.lua" <<LUA
local n, middle = $first, $(($(date +%s) - 30 * 86400)) * 1000000
request = function()
        n = n + 1
        local cursor = string.format("$3 %d ffffffff-ffff-ffff-ffff-ffffffffffff 0 $bound", middle + n * 1000):gsub(".", function(c) return string.format("%02x", c:byte()) end)
        return wrk.format("GET", "/listing/v1/collections/$1/listings?cursor=" .. cursor)
end
LUA
        wrk -t1 -c1 -d"${seconds}s" -s "$work/cold.lua" "$RESALE_URL_LISTING" >"$work/out"
        must_be_good "$work/out"
        rate <"$work/out" | awk '{ print 1000 / $1 }'
}
questions=("" "type=Type%207" "type=Type%207&size=M" "type=Type%207&size=M&grade=B" "type=Type%207,Type%208&sort=price-ascending" "grade=A&sort=price-descending&price_min=5000" "vendor=Brand%2077"
           "q=fleece" "q=merino%20vest" "q=merino%20vest&sort=price-ascending" "q=merino%20vest%20xl" "q=merino%20vest&type=Type%207&sort=price-descending" "q=brand%2077" "q=jakcet&sort=price-ascending"
           "BAND" "type=Type%207&BAND" "type=Type%207&size=M&BAND" "type=Type%207&size=M&grade=B&BAND" "size=M&grade=B&BAND" "q=merino%20vest&BAND" "size=M&grade=B&q=merino%20vest&BAND"
           "type=Type%207&q=merino%20vest" "size=M&q=merino%20vest" "type=Type%207&grade=B&q=merino%20vest" "vendor=Brand%2049,Brand%2050,Brand%2051&grade=B")
small=$(shop bench-few)
stock "$small" $few
large=$(shop bench-many)
stock "$large" "$many"
for ((n = 0; n < ${#questions[@]}; n++)); do
        for ((i = 0; i < rounds; i++)); do
                cold bench-few "${questions[n]}" >>"$work/few.$n"
                cold bench-many "${questions[n]}" >>"$work/many.$n"
        done
        row "a cold page at $many listings, beside $few: \`${questions[n]:-newest}\`" "$(median <"$work/many.$n")" "$(median <"$work/few.$n")" "ms" "≤ 2.0"
done
for ((i = 0; i < rounds; i++)); do deep bench-many "$large" "$many" >>"$work/deep"; done
row "a cold page from amid a walk over $many listings, beside the first" "$(median <"$work/deep")" "$(median <"$work/many.0")" "ms" "≤ 1.5"
