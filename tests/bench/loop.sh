# A route of the event loop beside nginx with a static file of that size; the server on core 0, the load on core 1.
body=$(curl -s "$RESALE_URL_ACCOUNTS/accounts/healthz")
mkdir -p "$work/www"
printf '%s' "$body" >"$work/www/healthz"
serve_files
pin 0 "$RESALE_PID_ACCOUNTS"

for ((i = 0; i < rounds; i++)); do
        loop_round "$RESALE_URL_ACCOUNTS/accounts/healthz" "$RESALE_PID_ACCOUNTS" loop
        loop_round "$files_url/healthz" "$nginx_worker" loop.beside
done
pin 0,1 "$RESALE_PID_ACCOUNTS"
stop_files
loop_rows "a route of the event loop, ${#body} bytes, beside nginx with a static file of that size, one core each" loop "≥ 1.0" "≤ 1.0"
