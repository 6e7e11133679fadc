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
