#!/usr/bin/env bash
# author_waits.sh - somebody writes while `serve` takes in a large first sync, and does not wait long.
# CHANGES=100000 for a longer one. The longest wait is printed; only waiting until it is busy fails.
. "$(dirname "$0")/../support/notebooks.sh"
changes=${CHANGES:-12000}

"$work" make "$dir" "$changes" >/dev/null || fatal notebooks_are_made
serve_start e || fatal serve_starts
ACCORD_HOME=$dir/a ACCORD_STATE=$dir/a.state "$accord" --no-input sync --to "$served_at" EEE </dev/null >"$dir/sync.out" 2>"$dir/sync.err" &
met=$!
started+=("$met")

written=0
during=0
longest=0
: >"$dir/wrong"
: >"$dir/saved"
while kill -0 "$met" 2>/dev/null && [ $written -lt 2000 ]; do
    from=$(date +%s%N)
    at e promise "written meanwhile $written" --to AAA --due 2031-09-30 --json >"$dir/line" 2>"$dir/talk" ||
        { echo "promise $written ended with $?"; cat "$dir/talk"; } >>"$dir/wrong"
    took=$((($(date +%s%N) - from) / 1000000))
    field id <"$dir/line" >>"$dir/saved"
    written=$((written + 1))
    if kill -0 "$met" 2>/dev/null; then during=$((during + 1)); fi
    if [ $took -gt $longest ]; then longest=$took; fi
done
wait "$met"
[ $? = 0 ] || cat "$dir/sync.err" >>"$dir/wrong"
# what was written meanwhile goes over the next time
at a sync --to "$served_at" EEE >"$dir/sync.out" 2>"$dir/sync.err" || cat "$dir/sync.err" >>"$dir/wrong"
end "$served_pid" TERM
same_history a e >>"$dir/wrong" || echo "they do not agree in the end" >>"$dir/wrong"
at a log --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | sort >"$dir/ids"
sort "$dir/saved" | comm -23 - "$dir/ids" | sed 's/^/lost: /' >>"$dir/wrong"

echo "$during promises were written during a first sync of $changes changes; the longest took $longest ms with its process"
[ ! -s "$dir/wrong" ] && [ $during -ge 3 ]
check $? an_author_works_while_serve_takes_in "$dir/wrong" "$dir/e.serve.log"
[ $longest -lt 5000 ]
check $? no_author_waits_until_busy
