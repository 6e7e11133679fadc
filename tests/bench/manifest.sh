# A manifest of 100,000 lines through HTTP, beside psql's \copy of the same file into a table with the same keys; and what importing it leaves in the memory of the process.
manifest_lines=100000
awk -v n=$manifest_lines 'BEGIN {
        print "SKU,Barcode,Title,Quantity,Price,Currency,Condition,Product type,Vendor,Carton"
        for (i = 1; i <= n; i++) printf "SKU-%07d,,\"Fleece, %d\",%d,%d.%02d,USD,Shelf pull,Fleece,Trail & Thread,C-%05d\n", i, i, i % 9 + 1, i % 200 + 1, i % 100, i / 40
}' >"$work/manifest.csv"
psql -qX "$DATABASE_URL" -c "create table bench_manifest (sku text, barcode text, title text, quantity integer, price numeric, currency text, condition text, type text, vendor text,
        carton text, line integer generated always as identity primary key); create index on bench_manifest (sku); create index on bench_manifest (barcode)"
peak() { awk '/VmHWM/ { print $2 / 1024 }' "/proc/$1/status"; }
manifest_in() {   # FILE: seconds
        curl -fsS -H "Authorization: Bearer $token" -H 'Content-Type: text/csv' --data-binary "@$1" -o /dev/null -w '%{time_total}\n' \
                "$RESALE_URL_INTAKE/intake/v1/merchants/$merchant/manifests?count=none"
}
for ((i = 0; i < 16; i++)); do head -n 3 "$work/manifest.csv" >"$work/small.csv"; manifest_in "$work/small.csv" >/dev/null; done   # the workers have worked once
manifest_before=$(peak "$RESALE_PID_INTAKE")
for ((i = 0; i < rounds; i++)); do
        manifest_in "$work/manifest.csv" >>"$work/manifest.ours"
        { time psql -qX "$DATABASE_URL" -c "\\copy bench_manifest (sku, barcode, title, quantity, price, currency, condition, type, vendor, carton) from '$work/manifest.csv' csv header"; } 2>&1 |
                awk '/^real/ { split($2, t, "[ms]"); print t[1] * 60 + t[2] }' >>"$work/manifest.copy"
        psql -qX "$DATABASE_URL" -c "truncate bench_manifest"
done
row "a manifest of 100,000 lines through HTTP, checked, beside psql \\\\copy of the file into a table with the same keys" "$(median <"$work/manifest.ours")" "$(median <"$work/manifest.copy")" "s" "≤ 6"
row "peak memory of the process after those imports, beside before" "$(peak "$RESALE_PID_INTAKE")" "$manifest_before" "MB" "≤ 1.2"
