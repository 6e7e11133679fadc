# Pieces of the bench. Source it after common/run/lib.sh; `work` is a folder for figures.
median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }                       # of CPU, user and system
resident() { awk '/VmRSS/ { print $2 / 1024 }' "/proc/$1/status"; }          # MB
api() { curl -fsS -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"; }
json() { sed "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/"; }                        # a text member of an answer

rate() { awk '/Requests\/sec/ { print $2 }'; }                               # of wrk; a bad answer spoils the row
tps() { awk '/^tps/ { print $3 }'; }                                         # of pgbench
must_be_good() { ! grep -E 'Non-2xx|Socket errors' "$1" >&2; }

row() {   # WHAT OURS BESIDE UNIT EXPECTED: a line of the table; `expected` is what the ratio should be
        awk -v n="$1" -v a="$2" -v b="$3" -v u="$4" -v e="$5" 'BEGIN { printf "| %s | %.4g | %.4g | %.2f | %s | %s |\n", n, a, b, a / b, e, u }'
}

files_url=http://127.0.0.1:20999
serve_files() {   # nginx on core 0, with the files in $work/www and their .gz
        cat >"$work/nginx.conf" <<N
user $(id -un); daemon off; pid $work/pid; worker_processes 1; error_log /dev/null; events { worker_connections 1024; }
http { access_log off; keepalive_requests 100000000; sendfile on; open_file_cache max=10; gzip_static on; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f;
uwsgi_temp_path $work/u; scgi_temp_path $work/s; default_type application/json; server { listen 127.0.0.1:20999; root $work/www; location = /ready { return 200; } } }
N
        taskset -c 0 /usr/sbin/nginx -e /dev/null -c "$work/nginx.conf" 2>/dev/null &
        nginx=$!
        wait_ready "$files_url/ready" 10
        nginx_worker=$(pgrep -P "$nginx" | head -n 1)
}
stop_files() { kill "$nginx"; wait "$nginx" || true; }

pin() { local pid; for pid in "${@:2}"; do taskset -acp "$1" "$pid" >/dev/null 2>&1 || true; done; }   # CORES PID…
loop_round() {   # URL PID NAME [OPTION…]: requests a second, and CPU microseconds a request. unread=1: answers are counted and not read, for those that are too large for the core that asks
        local before after asker=(wrk -t1 -c64 -d"${seconds}s")
        [ -z "${unread:-}" ] || asker=("$build/tests/bench/ask" 64 "$seconds")
        before=$(ticks "$2")
        taskset -c 1 "${asker[@]}" "${@:4}" "$1" >"$work/out"
        after=$(ticks "$2")
        must_be_good "$work/out"
        rate <"$work/out" >>"$work/$3.rate"
        awk -v t=$((after - before)) '/requests in/ { print t * 10000 / $1 }' "$work/out" >>"$work/$3.cpu"
}
loop_rows() {   # WHAT NAME RATE CPU: of the rounds NAME and those beside them, with what is expected of each
        row "$1" "$(median <"$work/$2.rate")" "$(median <"$work/$2.beside.rate")" "requests/s" "$3"
        row "the same: CPU a request" "$(median <"$work/$2.cpu")" "$(median <"$work/$2.beside.cpu")" "µs" "$4"
}
