# 20,000 streams on one process: its memory, and when all have heard of a change, counted from before the change is made (psql starts meanwhile).
. tests/bench/shelf.sh
ulimit -n 32768 2>/dev/null || ulimit -n "$(ulimit -Hn)"
streams=$(($(ulimit -n) - 100))   # of both processes: where no more files are allowed, as many as can be
[ $streams -le 20000 ] || streams=20000
RESALE_STREAMS=$streams RESALE_PORT=20994 "$RESALE_BIN/listing" 2>/dev/null &
streaming=$!
wait_ready http://127.0.0.1:20994/readyz 20 $streaming
cat >"$work/change.sql" <<S
with s as (update listing.shelf set version = version + 1 where collection_id = md5('shelf')::uuid returning version)
insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, grade, condition, price_amount, published_at)
select '$merchant', md5('shelf')::uuid, s.version, md5('new' || s.version)::uuid, '{"listing_id":"' || md5('new' || s.version)::uuid || '"}', 'New', 'A', 'used', 5000, now() from s;
notify resale, 'listing';
S
for ((i = 0; i < rounds; i++)); do
        "$build/tests/bench/streams" 20994 /listing/v1/collections/shelf/stream $streams \
                "awk '/VmRSS/ { print \$2 / 1024 }' /proc/$streaming/status >>$work/streams.memory; psql -qX -f $work/change.sql '$DATABASE_URL'" >>"$work/streams"
        sleep 1
done
row "$streams streams of one process hear of a change, beside the limit of 1 s" "$(cut -d' ' -f1 "$work/streams" | median)" 1000 "ms" "≤ 1.0"
row "memory of that process, beside the limit" "$(median <"$work/streams.memory")" 300 "MB" "≤ 1.0"
stop_all $streaming
