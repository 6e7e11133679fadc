# From the answer to a grade until the pull shows the piece: one replica of the service, and the later of two.
"$build/tests/bench/fresh" >"$work/fresh.out" 2>&1 || { cat "$work/fresh.out" >&2; exit 1; }
of_hundred() { sort -g | awk -v part="$1" '{ a[NR] = $1 } END { i = int(NR * part + 0.999); print a[i < 1 ? 1 : i] }'; }
first() { awk -v n="$1" '/^fresh / { print $n }' "$work/fresh.out"; }
row "from a grade to its listing in the pull, p99 of $(first 2 | wc -l), beside the limit of 100 ms" "$(first 2 | of_hundred 0.99)" 100 "ms" "≤ 1.0"
row "the same in the later of two replicas" "$(first 3 | of_hundred 0.99)" 100 "ms" "≤ 1.0"
row "the same: p50" "$(first 3 | of_hundred 0.5)" 100 "ms" "–"
