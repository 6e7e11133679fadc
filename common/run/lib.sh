# Pieces that the scripts for running and testing share. Source it from the top of the checkout.
services="accounts routing intake grading listing fulfillment"
pg_bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root; so do we.
as_pg() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
become_service() { if [ "$(id -u)" = 0 ]; then exec setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else exec "$@"; fi; }   # in the background: $! is then the service itself

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port_of() {   # service -> port
        case $1 in accounts) echo $((port_base + 1)) ;; routing) echo $((port_base + 2)) ;; intake) echo $((port_base + 3)) ;;
        grading) echo $((port_base + 4)) ;; listing) echo $((port_base + 5)) ;; fulfillment) echo $((port_base + 6)) ;; esac
}

upper() { echo "$1" | tr '[:lower:]' '[:upper:]'; }

wait_ready() {   # URL SECONDS [PID]: until it answers 200
        local i
        for ((i = 0; i < $2 * 20; i++)); do
                curl -fs -o /dev/null --max-time 2 "$1" && return 0
                [ -z "${3:-}" ] || kill -0 "$3" 2>/dev/null || return 1
                sleep 0.05
        done
        return 1
}

stop_all() {   # PID…: ask, wait up to 20 s, insist
        local pid i
        for pid; do kill -TERM "$pid" 2>/dev/null || true; done
        for pid; do
                for ((i = 0; i < 400; i++)); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
                kill -KILL "$pid" 2>/dev/null || true
                wait "$pid" 2>/dev/null || true
        done
}

nginx_conf() {   # VAR LISTEN: the front door's configuration for services at port_base; VAR has log/ and nginx/
        local upstreams='' locations='' service
        for service in $services; do
                upstreams+="        upstream $service { server 127.0.0.1:$(port_of "$service"); keepalive 32; }"$'\n'
                locations+="                location /$service/ { proxy_pass http://$service; }"$'\n'
        done
        UPSTREAMS=$upstreams LOCATIONS=$locations VAR=$1 LISTEN=$2 PROBLEMS=$PWD/common/run/nginx.problems.conf awk '
                { while (match($0, /@[A-Z]+@/)) { name = substr($0, RSTART + 1, RLENGTH - 2); sub("@" name "@", ENVIRON[name]) } print }' common/run/nginx.conf.in
}

npm_once() {   # FOLDER: npm ci when what is wanted has changed
        cmp -s "$1/package-lock.json" "$1/node_modules/installed" || {
                (cd "$1" && npm ci --silent --no-audit --no-fund --no-update-notifier) && cp "$1/package-lock.json" "$1/node_modules/installed"; }
}
