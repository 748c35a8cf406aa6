#!/usr/bin/env bash
# bench_smoke.sh - the benchmark runs from end to end at a small size, and its table has every step.
# Nothing is judged by time here.
set -u
build=${BUILD:-build/release}
here=$(cd "$(dirname "$0")/.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

say() { # STATUS NAME
    if [ "$1" = 0 ]; then echo "ok $2"; else echo "not ok $2"; fi
}

REPEAT=1 RAW=$dir/raw TMPDIR=$dir bash "$here/bench/run.sh" "$build" 400 1000 >"$dir/table" 2>"$dir/talk"
status=$?
say $status the_benchmark_runs
[ $status = 0 ] || sed 's/^/    /' "$dir/talk"

# The first value of a name, of one size, step and program.
of() { awk -v s="$1" -v t="$2" -v w="$3" -v k="$4" '$1 == s && $2 == t && $3 == w && $4 == k { print $5; exit }' "$dir/raw"; }

missing=
for size in 400 1000; do
    for step in one bulk first noop ten diverge audit; do
        for who in accord floor; do
            [ -n "$(of $size $step $who ms)" ] && [ "$(of $size $step $who peak_kb)" -gt 0 ] || missing="$missing $size/$step/$who"
        done
    done
    [ -n "$(of $size look accord open_ms)" ] || missing="$missing $size/look"
done
[ -z "$missing" ] && [ "$(grep -cE '^(A1|A2|B|C|D|E|F|G) ' "$dir/table")" = 14 ]
status=$?
say $status every_step_is_measured
[ $status = 0 ] || { echo "    missing:$missing"; sed 's/^/    /' "$dir/table"; }

# What was measured is what was meant: all changes went over, then ten, then none.
between() { [ -n "$1" ] && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }
between "$(of 1000 first accord got)" 1000 1100 && between "$(of 1000 ten accord got)" 10 12 &&
    between "$(of 1000 noop accord got)" 0 0 && between "$(of 1000 noop accord sent)" 0 0 &&
    between "$(of 1000 diverge accord sent)" 100 104 && between "$(of 1000 diverge accord got)" 100 104
status=$?
say $status steps_move_what_they_say
[ $status = 0 ] || grep -E ' (sent|got) ' "$dir/raw" | sed 's/^/    /'
