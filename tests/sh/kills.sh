#!/usr/bin/env bash
# kills.sh - `serve` and `sync` killed at random moments while others write: nothing that was called saved is lost.
# KILLS=2000 for a longer campaign; SEED=N chooses the same moments again (as far as a machine repeats itself).
TMPDIR=${TMPDIR:-$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)} # a kill leaves what was written, durable or not: a slow disk adds nothing
export TMPDIR
. "$(dirname "$0")/../support/notebooks.sh"
# Who is traced cannot search for leaks; every other test does.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
exec 2>>"$dir/talk" # the shell tells of each kill
times=${KILLS:-200}
seed=${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}
RANDOM=$seed
echo "seed $seed, $times kills"

"$work" make "$dir" 200 >/dev/null || fatal notebooks_are_made
: >"$dir/saved"
: >"$dir/wrong"

# Someone writes while they meet: what is printed with exit 0 is saved.
write_one() { # NOTEBOOK PARTNER NUMBER
    local line status
    line=$(at "$1" promise "kept through kill $3" --to "$2" --due 2031-09-30 --json 2>>"$dir/talk")
    status=$?
    if [ $status = 0 ]; then
        field id <<<"$line" >>"$dir/saved"
    elif [ $status != 8 ]; then # busy is an answer
        echo "promise in $1 ended with $status" >>"$dir/wrong"
    fi
}

# How long a session takes here: kills fall within it, some before and some after.
serve_start a || fatal serve_starts
"$work" more "$dir/a" 20
from=$(date +%s%N)
at b sync --to "$served_at" AAA >"$dir/sync.out" 2>"$dir/sync.err" || fatal they_meet
span=$((($(date +%s%N) - from) / 1000000 * 2))
cut=0
# Half of the kills come by the clock, half at a system call that writes, where strace may trace.
may_trace=$(strace -D -f -qq -o /dev/null true 2>/dev/null && echo yes)
calls=(pwrite64 pwrite64 fdatasync ftruncate write fsync)
aim() { # sets `under`: killed at a random call, or nothing
    under=()
    local call=${calls[RANDOM % ${#calls[@]}]} moment=$((RANDOM % 40 + 1)) by_call=$((RANDOM % 2))
    if [ -n "$may_trace" ] && [ $by_call = 1 ]; then
        under=(strace -D -f -qq -o /dev/null -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment")
    fi
}

serves() { [ -n "$served_pid" ] && kill -0 "$served_pid" 2>/dev/null; }

for ((i = 1; i <= times; i++)); do
    if ! serves; then
        aim
        serve_start a || { under=() && serve_start a; } || fatal serve_starts_again "$dir/a.serve.log" # the call may come before it answers
    fi
    victim=$((RANDOM % 3)) # 0: serve by the clock, else sync, by the clock or by a call
    delay=$((RANDOM % span))
    writes=(a b)
    "$work" more "$dir/${writes[RANDOM % 2]}" $((RANDOM % 60 + 1)) 2>>"$dir/wrong"
    write_one a BBB "$i" &
    writer_a=$!
    write_one b AAA "$i" &
    writer_b=$!
    under=()
    [ $victim = 0 ] || aim
    ACCORD_HOME=$dir/b ACCORD_STATE=$dir/b.state ${under[@]+"${under[@]}"} "$accord" --no-input sync --to "$served_at" AAA \
        </dev/null >"$dir/sync.out" 2>"$dir/sync.err" &
    met=$!
    started+=("$met")
    if [ $victim = 0 ] || [ ${#under[@]} = 0 ]; then
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" # the moment of the kill: any will do
        if [ $victim = 0 ]; then end "$served_pid" KILL; else kill -9 "$met" 2>/dev/null; fi
    fi
    end "$met" CONT # only waits
    [ "$ended_with" = 0 ] || cut=$((cut + 1))
    case $ended_with in 0 | 1 | 3 | 8 | 9 | 137) ;; *) { echo "sync ended with $ended_with"; cat "$dir/sync.err"; } >>"$dir/wrong" ;; esac
    wait "$writer_a" "$writer_b"
    if ((i % 50 == 0 || i == times)); then # then once to the end
        end "$served_pid" TERM
        under=()
        serve_start a || fatal serve_starts_again "$dir/a.serve.log"
        at b sync --to "$served_at" AAA >"$dir/sync.out" 2>"$dir/sync.err" || { echo "after $i kills: sync ended with $?"; cat "$dir/sync.err"; } >>"$dir/wrong"
        same_history a b >>"$dir/wrong" || echo "after $i kills" >>"$dir/wrong"
    fi
done
end "$served_pid" TERM
[ "$ended_with" = 0 ] || echo "serve ended with $ended_with when asked to" >>"$dir/wrong"

[ ! -s "$dir/wrong" ] && [ $((cut * 4)) -ge "$times" ]
check $? killed_at_any_moment_they_agree_again "$dir/wrong" "$dir/talk"

for nb in a b; do at $nb log --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | sort >"$dir/$nb.ids"; done
sort "$dir/saved" >"$dir/saved.sorted"
{ comm -23 "$dir/saved.sorted" "$dir/a.ids"; comm -23 "$dir/saved.sorted" "$dir/b.ids"; } >"$dir/lost"
[ -s "$dir/saved" ] && [ ! -s "$dir/lost" ]
check $? nothing_called_saved_is_lost "$dir/lost"
echo "$cut sessions were cut in ${span} ms; $(wc -l <"$dir/saved") promises were called saved, $(wc -l <"$dir/a.ids") changes in the end"
