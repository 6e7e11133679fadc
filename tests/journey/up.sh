#!/bin/bash
# up.sh BUILD: common/run/up from the seat of whoever runs it: it starts and plays the loop, Ctrl-C leaves nothing behind, a second start is quick and keeps the data.
# Prints "N passed, N failed"; adds its counts to TEST_TOTALS.
set -uo pipefail
build=$1
. common/run/lib.sh
dir=$(mktemp -d /tmp/resale-up.XXXXXX)
chmod 755 "$dir"
export RESALE_VAR=$dir/var
while :; do   # below those that outgoing connections are given, like all ports of tests that are chosen before they are used
        RESALE_HTTP_PORT=$((10000 + RANDOM % 4900)) port_base=$((RESALE_HTTP_PORT + 20)) RESALE_DB_PORT=$((RESALE_HTTP_PORT + 30))
        for ((p = RESALE_HTTP_PORT; p <= RESALE_DB_PORT; p++)); do port_is_free $p || continue 2; done
        break
done
export RESALE_HTTP_PORT RESALE_DB_PORT
passed=0 failed=0 up= door=
trap 'kill -TERM $up $door 2>/dev/null; wait; rm -rf "$dir"' EXIT

check() {   # SENTENCE COMMAND…
        local sentence=$1
        shift
        if "$@"; then passed=$((passed + 1)); echo "[       OK ] $sentence"; else failed=$((failed + 1)); echo "[  FAILED  ] $sentence"; tail -n 20 "$dir/out"; fi
}
start() {   # DEMO: as from a terminal, in a process group of its own with SIGINT as it comes
        : >"$dir/out"   # here: the process below empties it when its turn comes, and the start before has said that it is up
        RESALE_DEMO=$1 setsid env --default-signal=INT common/run/up "$build" >"$dir/out" 2>&1 &
        up=$!
        for ((i = 0; i < 600; i++)); do
                grep -q '^Up\. Ctrl-C' "$dir/out" && return
                kill -0 $up 2>/dev/null || return 1
                sleep 0.1
        done
        return 1
}
# Ctrl-C reaches the whole group; a supervisor's TERM only the first process.
interrupt() { kill -"$1" -- "$2"; wait "$up"; local status=$?; up=; return $status; }
nothing_is_left() {
        for p in $RESALE_HTTP_PORT $RESALE_DB_PORT $((port_base + 1)) $((port_base + 2)) $((port_base + 3)) $((port_base + 4)) $((port_base + 5)) $((port_base + 6)); do
                port_is_free "$p" || { echo "port $p is still in use"; return 1; }
        done
        ! pgrep -f "$dir" >/dev/null
}
decisions() { psql -qXAt "host=127.0.0.1 port=$RESALE_DB_PORT user=resale dbname=resale password=$(cat "$RESALE_VAR/secrets/db_password")" -c 'select count(*) from routing.decision'; }
asked() { curl -s -o "$dir/asked" -w '%{http_code} %{content_type}' "http://127.0.0.1:$RESALE_HTTP_PORT/listing/v1/collections/none/availability?ids=$(printf "%0${1}d" 0)"; }
flood() { seq 700 | sed "s|.*|url=http://127.0.0.1:$RESALE_HTTP_PORT$1\noutput=/dev/null|" | curl -s -Z -K - -w '%{http_code}\n' 2>/dev/null | sort | uniq -c | awk '{ printf "%s ", $2 }'; }
shared() {   # PORT METHOD PATH [BYTES]: the status, and to which origins the answer is shared
        head -c "${4:-0}" /dev/zero | curl -s -o /dev/null -D - -X "$2" -H 'Origin: https://shop.example' --data-binary @- "http://127.0.0.1:$1$3" |
                tr -d '\r' | awk 'NR == 1 { said = $2 } tolower($1) == "access-control-allow-origin:" { said = said " " $2 } END { print said }'
}
door_alone() {   # PORT: the front door before nothing, which lets nobody read twice at once
        mkdir -p "$dir/alone/log" "$dir/alone/nginx"
        (port_base=$((port_base + 20)) && nginx_conf "$dir/alone" "127.0.0.1:$1" | sed 's/zone=readers burst=[0-9]*/zone=readers/') >"$dir/alone/nginx/nginx.conf"
        /usr/sbin/nginx -e "$dir/alone/log/nginx" -p "$dir/alone/nginx" -c "$dir/alone/nginx/nginx.conf" &
        door=$!
        for ((i = 0; i < 100; i++)); do ! port_is_free "$1" && return; sleep 0.1; done
}
is() { [ "$1" = "$2" ] || { echo "expected $2, got $1"; false; }; }

check it_starts_and_plays_the_loop start 1
check the_first_administrator_is_said_once grep -q '^First administrator: admin@localhost' "$dir/out"
check the_data_are_there is "$(decisions)" 1
check an_address_may_be_long is "$(asked 11099)" "422 application/problem+json"
check one_that_is_too_long_is_refused_in_words is "$(asked 50000)" "400 application/problem+json"
check and_says_where_long_lists_go grep -q 'longer than 12 KB. Where a route takes a body too' "$dir/asked"
check a_floor_behind_one_address_loads_its_pages is "$(flood /grading/kit/kit.js)" "200 "
check a_storefront_reads_as_often_as_it_is_told is "$(flood /listing/v1/collections/none)" "404 "
check a_flood_is_refused is "$(flood /accounts/v1/me)" "401 429 "
check a_large_body_is_refused_to_scripts_of_other_sites_too is "$(shared "$RESALE_HTTP_PORT" POST /listing/v1/collections/none/availability 3000000)" "413 *"
check but_not_what_is_not_public is "$(shared "$RESALE_HTTP_PORT" POST /accounts/v1/sign-in 3000000)" 413
check what_a_service_says_is_shared_once is "$(shared "$RESALE_HTTP_PORT" GET /listing/v1/collections/none)" "404 *"
door_alone $((port_base + 9))
for path in /listing/v1/collections/none/listings /shop/none/google.xml /collections/none/products.json /u/none /01/0/21/none /embed/x.js; do
        check "nothing_behind_the_door_is_said_at_$path" is "$(shared $((port_base + 9)) GET "$path")" "503 *"
        sleep 0.01
done
check nothing_behind_the_door_is_not_shared_by_others is "$(shared $((port_base + 9)) GET /intake/v1/scans)" 503
check who_reads_too_fast_is_told_so is "$(for ((i = 0; i < 40; i++)); do shared $((port_base + 9)) GET /shop/none & done | sort -u | grep 429)" "429 *"
kill "$door"
wait "$door"
door=
check ctrl_c_ends_it interrupt INT "-$up"
check ctrl_c_leaves_nothing_behind nothing_is_left
begun=$(date +%s%N)
check it_starts_again start 0
took=$((($(date +%s%N) - begun) / 1000000))
echo "started again in $took ms"
check the_data_were_kept is "$(decisions)" 1
check the_administrator_is_not_said_again bash -c "! grep -q 'administrator' '$dir/out'"
check a_second_one_beside_it_is_refused_in_words bash -c "! common/run/up '$build' 2>&1 | tee '$dir/second' | grep -q Front; grep -q 'It is running already' '$dir/second'"
check term_ends_it interrupt TERM "$up"
check term_leaves_nothing_behind nothing_is_left
[ -z "${TEST_TOTALS:-}" ] || echo "$passed $failed" >>"$TEST_TOTALS"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
