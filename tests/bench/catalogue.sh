# Many products of one merchant beside half as many of another: what a receiver waits for a search, the import of half of them, and what that does to the service's memory.
half=$((${BENCH_PRODUCTS:-200000} / 2))
words=(trail fleece jacket hoodie shirt parka down light merino wool storm shell rain alpine summit river canyon base layer vest pants shorts tee crew zip half quarter full snap classic)
colours=(Navy Black Red Green Grey Mustard Teal White)
products() {   # FROM TO: lines of a file
        awk -v from="$1" -v to="$2" -v w="${words[*]}" -v c="${colours[*]}" 'BEGIN { srand(from); n = split(w, word, " "); m = split(c, colour, " ")
                print "SKU,Title,Colour,Size,Vendor,Type,Tags,Price,Barcode,Image URL"
                for (i = from; i <= to; i++) printf "SKU-%d,%s %s %s %s,%s,%s,Brand %d,%s,\"sale, men, season %d\",%d.90,%013d,https://cdn.example/%d.jpg\n", i, word[int(rand() * n) + 1], word[int(rand() * n) + 1],
                        word[int(rand() * n) + 1], word[int(rand() * n) + 1], colour[i % m + 1], substr("XSML", i % 4 + 1, 1), i % 7, word[i % n + 1], i % 9, i % 300, 4000000000000 + i, i }'
}
import() {   # MERCHANT FILE MODE: seconds
        curl -fsS -o "$work/imported" -w '%{time_total}\n' -H "Authorization: Bearer $token" -H 'Content-Type: text/csv' --data-binary "@$2" "$RESALE_URL_INTAKE/intake/v1/merchants/$1/catalogue?mode=$3"
}
ask() {   # FILE OF PATHS: milliseconds of each
        while read -r path; do curl -fsS -o "$work/found" -w '%{time_total}\n' -H "Authorization: Bearer $token" "$RESALE_URL_INTAKE/intake/v1/merchants/$merchant/catalogue?limit=20&$path"; done <"$1" | awk '{ print $1 * 1000 }'
}
p95() { sort -g | awk '{ a[NR] = $1 } END { print a[int(NR * 0.95 + 0.5)] }'; }
other=$(api -d '{"name":"Beside","slug":"beside","plan":"p","resale_included":true,"currency":"USD","time_zone":"UTC"}' "$RESALE_URL_ACCOUNTS/accounts/v1/merchants" | json merchant_id)
products 1 $half >"$work/first.csv"
products $((half + 1)) $((half * 2)) >"$work/second.csv"
import "$other" "$work/first.csv" merge >/dev/null
before=$(resident "$RESALE_PID_INTAKE")
import "$merchant" "$work/first.csv" merge >"$work/import"
import "$merchant" "$work/second.csv" merge >>"$work/import"
after=$(resident "$RESALE_PID_INTAKE")
import "$merchant" "$work/second.csv" merge >"$work/again"
for ((i = 0; i < 40; i++)); do
        printf 'q=%s\nq=%s%%20%s\nq=%s%%20%s\nq=SKU-%d\nq=%.3s\n' "${words[i % 30]}" "${words[i % 30]}" "${colours[i % 8]}" "${words[i % 30]/e/}x" "${words[(i * 7) % 30]}" $((i * half / 20 + 1)) "${words[i % 30]}"
done >"$work/asked"
ask "$work/asked" >"$work/warm"
for ((i = 0; i < rounds; i++)); do ask "$work/asked" >>"$work/search"; done
row "a search in $((half * 2)) products of one merchant beside $half of another, through HTTP: the 95th of 100, beside the limit of 50 ms" "$(p95 <"$work/search")" 50 "ms" "≤ 1.0"
row "import of $half new lines of CSV, beside the limit of 15 s" "$(tail -n 1 "$work/import")" 15 "s" "≤ 1.0"
row "import of the same lines again, beside importing them first" "$(cat "$work/again")" "$(tail -n 1 "$work/import")" "s" "≤ 1.0"
row "memory of the service after importing $((half * 2)) lines, beside before" "$after" "$before" "MB" "≈ 1.0"
