# A route of the event loop beside nginx with a static file of that size; the server on core 0, the load on core 1.
body=$(curl -s "$RESALE_URL_ACCOUNTS/accounts/healthz")
mkdir -p "$work/www"
printf '%s' "$body" >"$work/www/healthz"
serve_files
taskset -acp 0 "$RESALE_PID_ACCOUNTS" >/dev/null

for ((i = 0; i < rounds; i++)); do
        loop_round "$RESALE_URL_ACCOUNTS/accounts/healthz" "$RESALE_PID_ACCOUNTS" loop
        loop_round "$files_url/healthz" "$nginx_worker" nginx
done
taskset -acp 0,1 "$RESALE_PID_ACCOUNTS" >/dev/null
stop_files
row "a route of the event loop, ${#body} bytes, beside nginx with a static file of that size, one core each" "$(median <"$work/loop.rate")" "$(median <"$work/nginx.rate")" "requests/s" "≥ 1.0"
row "the same: CPU a request" "$(median <"$work/loop.cpu")" "$(median <"$work/nginx.cpu")" "µs" "≤ 1.0"
