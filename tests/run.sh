#!/usr/bin/env bash
# run.sh - run every test there is and count. The last line is "N passed, N failed".
# Usage: tests/run.sh BUILD_DIR [NAME ...]     (NAMEs pick among test programs)
set -u
build=$1
shift
passed=0
failed=0
names=("$@")
log=$(mktemp)
trap 'rm -f "$log"' EXIT

wanted() {
    [ ${#names[@]} -eq 0 ] && return 0
    for name in "${names[@]}"; do [ "$name" = "$1" ] && return 0; done
    return 1
}

count() { # PASSED FAILED NAME
    passed=$((passed + $1))
    failed=$((failed + $2))
    if [ "$2" -gt 0 ]; then
        echo "--- $3 failed:"
        cat "$log"
    else
        echo "ok $3 ($1)"
    fi
}

# Programs on cmocka: its closing lines count; a program that dies is a failure.
for program in "$build"/tests/test_* "$build"/tests/prop_* "$build"/tests/sim_*; do
    [ -x "$program" ] && [ -f "$program" ] || continue
    case $program in *.o | *.d) continue ;; esac
    name=$(basename "$program")
    wanted "$name" || continue
    timeout 600 "$program" >"$log" 2>&1
    status=$?
    ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ s += $1 } END { print s + 0 }')
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ s += $1 } END { print s + 0 }')
    if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ $status -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1; echo "$name ran no test" >>"$log"; fi
    count "$ok" "$bad" "$name"
done

# Shell tests: each prints "ok NAME" or "not ok NAME" lines.
for script in tests/tidy.sh tests/sh/*.sh; do
    [ -f "$script" ] || continue
    name=$(basename "$script")
    wanted "$name" || continue
    BUILD=$build timeout 900 bash "$script" >"$log" 2>&1
    status=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ $status -eq 0 ] && [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] && ! grep -q '^skip ' "$log"; then bad=1; fi
    count "$ok" "$bad" "$name"
    grep '^skip ' "$log"
done

# The independent verifier's own tests.
if [ -d tests/verify ] && wanted verify; then
    python=python3 # another one may stand in front of the system's, which has PyNaCl
    "$python" -c 'import nacl' 2>/dev/null || python=/usr/bin/python3
    BUILD=$build timeout 600 "$python" -m unittest discover -s tests/verify -p 'test_*.py' >"$log" 2>&1
    status=$?
    ran=$(sed -n 's/^Ran \([0-9]*\) test.*/\1/p' "$log" | tail -n 1)
    bad=$(sed -n 's/^FAILED (\(.*\))$/\1/p' "$log" | grep -o '[0-9]*' | awk '{ s += $1 } END { print s + 0 }')
    if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    [ -z "$ran" ] && ran=0
    [ "$ran" -eq 0 ] && bad=1
    count $((ran - bad)) "$bad" verify
fi

# Transcripts: each .t file is one test.
if ls tests/cli/*.t >/dev/null 2>&1; then
    for script in $(ls tests/cli/*.t tests/cli/*/*.t 2>/dev/null); do
        wanted cli || wanted "$(basename "$script")" || continue
        BUILD=$(realpath "$build") timeout 300 bash tests/cli/run_transcript.sh "$script" >"$log" 2>&1
        if [ $? -eq 0 ]; then count 1 0 "$(basename "$script")"; else count 0 1 "$(basename "$script")"; fi
    done
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
