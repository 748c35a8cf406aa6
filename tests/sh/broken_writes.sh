#!/usr/bin/env bash
# broken_writes.sh - a command that writes, killed at each of its system calls, and told by each that the disk fails.
# What it printed as saved is there; there is no half record and no number twice; the notebook proves itself.
# SWEEP=1 tries every call, otherwise some of each kind.
. "$(dirname "$0")/../support/notebooks.sh"

# Who is traced cannot search for leaks; every other test does.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0

if ! strace -qq -o /dev/null true 2>/dev/null; then
    echo "skip killed_at_each_system_call: strace may not trace here"
    exit 0
fi
"$work" make "$dir" 200 >/dev/null || fatal notebooks_are_made
cp -r "$dir/a" "$dir/a.first"
cp -r "$dir/a.state" "$dir/a.first.state"
: >"$dir/wrong"
: >"$dir/saved"
promises=0

promise_under() { # STRACE_OPTIONS...: one promise; the line it printed is in $dir/line, its exit status is returned
    promises=$((promises + 1))
    ACCORD_HOME=$dir/a ACCORD_STATE=$dir/a.state strace -f -qq -o "$dir/trace" "$@" \
        "$accord" --no-input promise "plant tree $promises" --to BBB --due 2031-09-30 --json </dev/null >"$dir/line" 2>"$dir/err" &
    { wait $!; } 2>/dev/null # the shell would tell of each kill
}

count() { at a log --json | wc -l; }

# How many calls of each kind one promise makes.
promise_under -e trace=all || fatal a_promise_is_written
field id <"$dir/line" >>"$dir/saved"
grep -oE '^[0-9]+ +[a-z0-9_]+\(' "$dir/trace" | awk '{ sub(/\(/, "", $2); print $2 }' | sort | uniq -c >"$dir/calls"
calls_of() { awk -v c="$1" '$2 == c { print $1 }' "$dir/calls"; }

# All of them, or the first ones, the last ones and some between.
moments() { # COUNT
    if [ "${SWEEP:-0}" = 1 ] || [ "$1" -le 15 ]; then
        seq "$1"
    else
        { seq 3; seq 5 $(($1 / 12 + 1)) $(($1 - 12)); seq $(($1 - 11)) 2 "$1"; } | sort -nu
    fi
}

killed=0
for call in pwrite64 write fdatasync fsync ftruncate unlink rename renameat2 openat fcntl close; do
    n=$(calls_of $call)
    for moment in $(moments "${n:-0}"); do
        before=$(count)
        promise_under -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment"
        status=$?
        [ $status = 137 ] && killed=$((killed + 1))
        if [ -s "$dir/line" ]; then field id <"$dir/line" >>"$dir/saved"; fi
        after=$(count)
        case $((after - before)) in
        0) [ -s "$dir/line" ] && echo "$call $moment: called saved, and is not there" >>"$dir/wrong" ;;
        1) ;;
        *) echo "$call $moment: $((after - before)) new changes" >>"$dir/wrong" ;;
        esac
    done
done
good_state() { # NAME
    at a audit --json >"$dir/audit" 2>&1 || { echo "$1: audit ended with $?"; cat "$dir/audit"; } >>"$dir/wrong"
    [ "$(field ok <"$dir/audit")" = true ] && [ "$(field forks <"$dir/audit")" = "[]" ] || cat "$dir/audit" >>"$dir/wrong"
    at a log --json | awk '{ match($0, /"org":"[^"]*","device":"[^"]*","seq":[0-9]*/); print substr($0, RSTART, RLENGTH) }' | sort | uniq -d >"$dir/doubled"
    if [ -s "$dir/doubled" ]; then { echo "$1: numbers twice"; cat "$dir/doubled"; } >>"$dir/wrong"; fi
    at a log --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | sort >"$dir/ids"
    sort "$dir/saved" | comm -23 - "$dir/ids" | sed "s/^/$1, lost: /" >>"$dir/wrong"
}
good_state "after kills"
[ ! -s "$dir/wrong" ] && [ $killed -ge 20 ]
check $? killed_at_each_system_call_nothing_is_half_written "$dir/wrong"
echo "$killed of $promises promises were killed"

# The disk fails: the command says so, and nothing that was called saved is lost.
: >"$dir/wrong"
failed=0
fails() { # CALL ERRNO WORD
    local n moment status before
    n=$(calls_of "$1")
    for moment in $(moments "${n:-0}"); do
        before=$(count)
        promise_under -e "trace=$1" -e "inject=$1:error=$2:when=$moment+"
        status=$?
        grep -q INJECTED "$dir/trace" || continue # this time it made fewer calls
        failed=$((failed + 1))
        if [ $status = 0 ]; then
            echo "$1 $2 $moment: succeeded all the same" >>"$dir/wrong"
        elif [ $status != 1 ] || [ -s "$dir/line" ] || ! grep -q "$3" "$dir/err"; then
            { echo "$1 $2 $moment: exit $status"; cat "$dir/line" "$dir/err"; } >>"$dir/wrong"
        fi
        [ "$(count)" -le $((before + 1)) ] || echo "$1 $2 $moment: more than one" >>"$dir/wrong"
    done
}
for call in fdatasync fsync; do fails $call EIO 'disk\|saved\|written\|durable'; done
good_state "after failed fsync"
[ ! -s "$dir/wrong" ] && [ $failed -ge 3 ]
check $? a_failed_fsync_is_said_and_nothing_is_lost "$dir/wrong"

: >"$dir/wrong"
failed=0
fails pwrite64 ENOSPC 'disk is full'
good_state "after a full disk"
[ ! -s "$dir/wrong" ] && [ $failed -ge 5 ]
check $? a_full_disk_is_said_and_nothing_is_lost "$dir/wrong"
