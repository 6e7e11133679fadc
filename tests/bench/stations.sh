# Twenty stations that scan once a second, services as delivered (4 workers) behind nginx: from the scanner's Enter in a browser to the answer on its screen, beside the limit.
read -r p50 p95 others scans <<<"$(env -u RESALE_LOGS -u RESALE_DB_DIR -u DATABASE_URL RESALE_DURABLE=1 RESALE_NICE=10 RESALE_WORKERS=4 RESALE_LOG=error tests/browser/run "$build" tests/bench/stations.mjs "$((seconds * 15))")"
row "a scan at one of 20 stations that scan once a second, from Enter to the answer on the screen, p95 of $((seconds * 15)); beside the limit" "$p95" 100 "ms" "≤ 1.0"
row "the same: p50" "$p50" 100 "ms" "≤ 1.0"
row "the same: a scan of the 19 others (two requests), p95 of $((scans - seconds * 15))" "$others" 100 "ms" "≤ 1.0"
