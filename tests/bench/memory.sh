# Resident memory as delivered (default settings): every service at rest, and one after 100,000 requests through its workers beside itself before.
rest() {   # SERVICE: started alone, MB when it is ready
        local pid
        RESALE_WORKERS=4 RESALE_PORT=20998 "$RESALE_BIN/$1" 2>/dev/null &
        pid=$!
        wait_ready http://127.0.0.1:20998/readyz 20 $pid
        sleep 1
        resident $pid
        stop_all $pid
}
for service in $services; do rest $service; done | sort -g >"$work/rest"
RESALE_WORKERS=4 RESALE_PORT=20998 "$RESALE_BIN/accounts" 2>/dev/null &
resting=$!
wait_ready http://127.0.0.1:20998/readyz 20 $resting
wrk -t1 -c16 -d1s -s "$work/row.lua" "http://127.0.0.1:20998/accounts/v1/merchants/$merchant" >/dev/null   # each worker has worked once
before=$(resident $resting) sent=0
while [ $sent -lt 100000 ]; do
        sent=$((sent + $(wrk -t1 -c16 -d5s -s "$work/row.lua" "http://127.0.0.1:20998/accounts/v1/merchants/$merchant" | awk '/requests in/ { print $1 }')))
done
row "memory of the largest service at rest, beside the limit of 15 MB" "$(tail -n 1 "$work/rest")" 15 "MB" "≤ 1.0"
row "memory of a service after $sent requests, beside before" "$(resident $resting)" "$before" "MB" "≈ 1.0"
stop_all $resting
