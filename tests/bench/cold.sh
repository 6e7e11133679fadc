# The same page made anew each time (RESALE_CACHE_MB=0) with as many connections as each has by itself (4, and 10 of pg), and from memory, beside a Node service with
# Fastify and pg that asks for the same; the services' and the database's CPU. Then: does work of that kind delay those who read from memory? And the memory of a service with many listings live and its cache full.
. tests/bench/shelf.sh
fastify=tests/bench/fastify
cmp -s $fastify/package-lock.json $fastify/node_modules/installed ||
        { (cd $fastify && npm ci --silent --no-audit --no-fund --no-update-notifier) && cp $fastify/package-lock.json $fastify/node_modules/installed; }
RESALE_CACHE_MB=0 RESALE_WORKERS=4 RESALE_PORT=20996 "$RESALE_BIN/listing" 2>/dev/null &
cold=$!
PORT=20995 node $fastify/server.js >/dev/null &
their=$!
cold_url=http://127.0.0.1:20996/listing/v1/collections/shelf/listings their_url=http://127.0.0.1:20995/collections/shelf/listings
their_kept_url=http://127.0.0.1:20995/kept/collections/shelf/listings
wait_ready http://127.0.0.1:20996/readyz 20 $cold
wait_ready "$their_url" 20 $their
postmaster=$(head -n 1 "$RESALE_DB_DIR/data/postmaster.pid")
database_ticks() { local pid sum=0; for pid in $(pgrep -P "$postmaster"); do sum=$((sum + $(ticks "$pid" 2>/dev/null || echo 0))); done; echo $sum; }
cat >"$work/asked.lua" <<'L'
request = function() return wrk.format('GET', wrk.path .. '?price_min=' .. math.random(2000, 3000)) end
L
cold_round() {   # URL PID NAME [OPTION…]
        local before after
        before=$(($(ticks "$2") + $(database_ticks)))
        wrk -t1 -c16 -d"${seconds}s" "${@:4}" "$1" >"$work/out"
        after=$(($(ticks "$2") + $(database_ticks)))
        must_be_good "$work/out"
        rate <"$work/out" >>"$work/$3.rate"
        awk -v t=$((after - before)) '/requests in/ { print t * 10000 / $1 }' "$work/out" >>"$work/$3.cpu"
}
for ((i = 0; i < rounds; i++)); do
        cold_round "$cold_url" $cold cold -s "$work/asked.lua"
        cold_round "$their_url" $their cold.their -s "$work/asked.lua"
done
pin 0 "$RESALE_PID_LISTING" $their
for ((i = 0; i < rounds; i++)); do
        loop_round "$shelf_url" "$RESALE_PID_LISTING" small -H 'Accept-Encoding: gzip'
        loop_round "$their_kept_url" $their small.beside -H 'Accept-Encoding: gzip'
        unread=1 loop_round "$shelf_url" "$RESALE_PID_LISTING" whole
        unread=1 loop_round "$their_kept_url" $their whole.beside
done
pin 0,1 "$RESALE_PID_LISTING"
row "a page of 50 of $listings listings with a filter, made anew each time, beside a Fastify service with pg and 100,000" "$(median <"$work/cold.rate")" "$(median <"$work/cold.their.rate")" "requests/s" "≥ 4"
row "the same: CPU a request, with the database's" "$(median <"$work/cold.cpu")" "$(median <"$work/cold.their.cpu")" "µs" "≤ 0.4"
loop_rows "the page from memory, compressed, beside the Fastify service from its memory, compressed too" small "≥ 2" "≤ 0.5"
loop_rows "the same, whole, counted and not read by who asks" whole "≥ 2" "≤ 0.5"
stop_all $cold $their

# --- cached reads while as many cold ones come as can be answered ---
RESALE_WORKERS=4 RESALE_PORT=20996 "$RESALE_BIN/listing" 2>/dev/null &
mixed=$!
wait_ready http://127.0.0.1:20996/readyz 20 $mixed
cat >"$work/never.lua" <<'L'
n = 0
request = function() n = n + 1; return wrk.format('GET', wrk.path .. '?limit=200&fields=listing_id&price_min=2000&price_max=' .. 20000 + n) end
L
p99() { awk '$1 == "99%" { v = $2; print v ~ /us$/ ? v / 1000 : v ~ /ms$/ ? v + 0 : v * 1000 }'; }
steady() { taskset -c 1 wrk -t1 -c4 -d"${seconds}s" --latency "$cold_url" >"$work/out"; must_be_good "$work/out"; p99 <"$work/out" >>"$work/$1"; }
curl -fsS "$cold_url?limit=1" >/dev/null
pin 0 "$mixed" "$postmaster" $(pgrep -P "$postmaster")   # the service and the database; who asks is on the other
for ((i = 0; i < rounds; i++)); do
        steady idle
        taskset -c 1 wrk -t1 -c16 -d"$((seconds + 1))s" -s "$work/never.lua" "$cold_url" >"$work/never.out" &
        loading=$!
        sleep 0.5
        steady loaded
        wait $loading
done
pin 0,1 "$mixed" "$postmaster" $(pgrep -P "$postmaster")
wrk -t1 -c16 -d"$((seconds * 8))s" -s "$work/never.lua" "$cold_url" >"$work/never.out"   # the cache is full, and filled anew some times
row "p99 of reads from memory while workers make other pages without pause, beside p99 at rest" "$(median <"$work/loaded")" "$(median <"$work/idle")" "ms" "≤ 2"
row "memory of the service with $listings listings live, after $(awk '/requests in/ { print $1 }' "$work/never.out") different pages, beside the limit" "$(resident $mixed)" 150 "MB" "≤ 1.0"
stop_all $mixed
