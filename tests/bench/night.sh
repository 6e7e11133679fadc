# The night of a merchant with many units on offer, by the service: what was sold is learned from, then every price is planned; by the million, beside what planning may take.
listed=${BENCH_LISTED:-200000}
psql -qX -v ON_ERROR_STOP=1 -v merchants=1 -v each="$listed" -f tests/bench/night.sql "$DATABASE_URL"
until_night() { until [ "$(psql -qtAX -c "select $1 from grading.night where merchant_id = '00000000-0000-7000-9000-000000000001'" "$DATABASE_URL")" = t ]; do sleep 0.1; done; date +%s.%N; }
by_the_million() { awk -v from="$1" -v to="$2" -v n="$listed" 'BEGIN { print (to - from) * 1000000 / n }'; }
for night in first usual; do
        begin=$(date +%s.%N)
        psql -qX -c "update grading.night set wanted_by = 'staff:bench' where merchant_id = '00000000-0000-7000-9000-000000000001'" "$DATABASE_URL"
        learned=$(until_night "wanted_by is null")
        end=$(until_night "stage is null and wanted_by is null")
        by_the_million "$learned" "$end" >"$work/$night"
        by_the_million "$begin" "$end" >"$work/$night.whole"
done
row "prices of $listed listed units of one merchant planned and written, none was before; by the million, beside 60 s" "$(cat "$work/first")" 60 "s" "≤ 1"
row "the same the night after, most stay as they are" "$(cat "$work/usual")" 60 "s" "≤ 1"
row "the whole of that night, learning too" "$(cat "$work/usual.whole")" 60 "s" "–"
