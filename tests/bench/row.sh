# A row by its key through the workers of a service as delivered (4), beside pgbench with that statement, 8 clients each.
RESALE_WORKERS=4 RESALE_PORT=20997 "$RESALE_BIN/accounts" 2>/dev/null &
delivered=$!
wait_ready http://127.0.0.1:20997/readyz 20 $delivered
{ sed "s/\$1::uuid/'$merchant'::uuid/" services/accounts/sql/select_merchant.sql; echo ";"; } >"$work/row.sql"
for ((i = 0; i < rounds; i++)); do
        wrk -t1 -c8 -d"${seconds}s" -s "$work/row.lua" "http://127.0.0.1:20997/accounts/v1/merchants/$merchant" >"$work/out"
        must_be_good "$work/out"
        rate <"$work/out" >>"$work/row.rate"
        pgbench -n -M prepared -c 8 -j 1 -T "$seconds" -f "$work/row.sql" "$DATABASE_URL options='-c role=resale_accounts -c resale.merchant=$merchant'" 2>/dev/null | tps >>"$work/row.pg"
done
row "a row by its key, through the workers, beside pgbench with that statement, 8 clients" "$(median <"$work/row.rate")" "$(median <"$work/row.pg")" "requests/s" "≥ 0.5"
stop_all $delivered
