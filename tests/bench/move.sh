# One transition of a unit, its ledger event and its outbox row, through HTTP, beside pgbench with the same statement, 16 clients each, on a database that syncs.
# Units are held and released in turn; each side has 4,096 units of its own whose ids are numbers, so that both can name them without asking.
units=4096
api -X PUT -d '{"url":"http://127.0.0.1:9/hook","secret":"a secret of the bench"}' "$RESALE_URL_INTAKE/intake/v1/merchants/$merchant/subscription"
psql -qX "$DATABASE_URL options='-c role=resale_intake -c resale.merchant=$merchant'" >/dev/null <<S
select ledger.receive('$merchant', ('00000000-0000-7000-8' || side || '-' || lpad(n::text, 12, '0'))::uuid, 'RP' || lpad((side * 100000 + n)::text, 10, '0') || '0', 'SKU', 'Fleece', 'A fleece', 'bench', '{}')
  from generate_series(1, $units) n, (values (100), (200)) sides (side);
S
as_statement() {   # FILE: with literals for its values; the unit is :n of the second side
        sed -e "s/\$1::uuid/'$merchant'::uuid/g" -e "s/\$2::uuid/('00000000-0000-7000-8200-' || lpad(:n::text, 12, '0'))::uuid/g" -e 's/\$3::uuid/gen_random_uuid()/g' \
                -e "s/\$4::text/'bench'::text/g" -e "s/\$5::text/'smells of smoke'::text/g" -e 's/\$6::uuid/null::uuid/g' "services/intake/sql/$1"
        echo ";"
}
{
        echo "\\set n :client_id * $((units / 16)) + random(1, $((units / 16)))"
        as_statement hold_unit.sql
        as_statement release_unit.sql
} >"$work/move.sql"
cat >"$work/move.lua" <<L
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer $token"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"reason":"smells of smoke"}'
local n, what = -1, "hold"   -- wrk asks for one request that it does not send
function request()
        n = n + 1
        if n > $units then n, what = 1, what == "hold" and "release" or "hold" end
        return wrk.format(nil, string.format("/intake/v1/merchants/$merchant/units/00000000-0000-7000-8100-%012d/%s", n, what))
end
L
all_released() {   # what a round left held, so that the next can begin
        psql -qX "$DATABASE_URL options='-c role=resale_intake -c resale.merchant=$merchant'" -c \
                "select ledger.move(merchant_id, unit_id, 'quarantined', held_from, 'released', 'bench', '{}') from ledger.unit where merchant_id = '$merchant' and state = 'quarantined';
                 update intake.hold set released_at = now() where merchant_id = '$merchant' and released_at is null" >/dev/null
}
for ((i = 0; i < rounds; i++)); do
        wrk -t1 -c16 -d"${seconds}s" -s "$work/move.lua" "$RESALE_URL_INTAKE" >"$work/out"
        must_be_good "$work/out"
        rate <"$work/out" >>"$work/move.rate"
        pgbench -n -M prepared -c 16 -j 1 -T "$seconds" -f "$work/move.sql" "$DATABASE_URL options='-c role=resale_intake -c resale.merchant=$merchant'" | tps | awk '{ print $1 * 2 }' >>"$work/move.pg"
        all_released
done
row "one transition of a unit with its ledger event and outbox row, through HTTP, beside pgbench with that statement, 16 clients" "$(median <"$work/move.rate")" "$(median <"$work/move.pg")" "transitions/s" "≥ 0.6"
