# CPU of one decision with 12 plans × 6 channels, and of planning a million listed units again, beside what they may take.
for ((i = 0; i < rounds; i++)); do "$build/tests/bench/decision" >>"$work/decision"; done
row "a decision with 12 plans × 6 channels, beside 50 µs" "$(cut -d' ' -f1 "$work/decision" | median)" 50 "µs of CPU" "≤ 1"
row "the same with its JSON written, beside 50 µs" "$(cut -d' ' -f2 "$work/decision" | median)" 50 "µs of CPU" "–"
row "prices planned again for 1,000,000 listed units, beside 60 s" "$(cut -d' ' -f3 "$work/decision" | median)" 60 "s of CPU" "≤ 1"
