# A route of the event loop beside nginx with a static file of that size; the server on core 0, the load on core 1.
body=$(curl -s "$RESALE_URL_ACCOUNTS/accounts/healthz")
mkdir -p "$work/www"
printf '%s' "$body" >"$work/www/healthz"
cat >"$work/nginx.conf" <<N
user $(id -un); daemon off; pid $work/pid; worker_processes 1; error_log /dev/null; events { worker_connections 1024; }
http { access_log off; keepalive_requests 100000000; sendfile on; open_file_cache max=10; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f;
uwsgi_temp_path $work/u; scgi_temp_path $work/s; default_type application/json; server { listen 127.0.0.1:20999; root $work/www; } }
N
taskset -c 0 /usr/sbin/nginx -e /dev/null -c "$work/nginx.conf" 2>/dev/null &
nginx=$!
wait_ready http://127.0.0.1:20999/healthz 10
nginx_worker=$(pgrep -P "$nginx" | head -n 1)
taskset -acp 0 "$RESALE_PID_ACCOUNTS" >/dev/null

loop_round() {   # URL PID NAME: requests a second, and CPU microseconds a request
        local before after
        before=$(ticks "$2")
        taskset -c 1 wrk -t1 -c64 -d"${seconds}s" "$1" >"$work/out"
        after=$(ticks "$2")
        must_be_good "$work/out"
        rate <"$work/out" >>"$work/$3.rate"
        awk -v t=$((after - before)) '/requests in/ { print t * 10000 / $1 }' "$work/out" >>"$work/$3.cpu"
}
for ((i = 0; i < rounds; i++)); do
        loop_round "$RESALE_URL_ACCOUNTS/accounts/healthz" "$RESALE_PID_ACCOUNTS" loop
        loop_round http://127.0.0.1:20999/healthz "$nginx_worker" nginx
done
taskset -acp 0,1 "$RESALE_PID_ACCOUNTS" >/dev/null
kill "$nginx"; wait "$nginx" || true; nginx=
row "a route of the event loop, ${#body} bytes, beside nginx with a static file of that size, one core each" "$(median <"$work/loop.rate")" "$(median <"$work/nginx.rate")" "requests/s" "≥ 1.0"
row "the same: CPU a request" "$(median <"$work/loop.cpu")" "$(median <"$work/nginx.cpu")" "µs" "≤ 1.0"
