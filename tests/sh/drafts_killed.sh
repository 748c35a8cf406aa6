#!/usr/bin/env bash
# drafts_killed.sh - drafts and kill -9: what was called kept is there, and a draft that is signed is a draft or a record,
# never both and never neither. What is computed anew does not touch them.
. "$(dirname "$0")/../support/notebooks.sh"

export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
if ! strace -qq -o /dev/null true 2>/dev/null; then
    echo "skip drafts_outlive_kills: strace may not trace here"
    exit 0
fi
"$work" make "$dir" 200 >/dev/null || fatal notebooks_are_made
: >"$dir/wrong"

under() { # STRACE_OPTIONS... -- COMMAND...: killed, perhaps; what it printed is in $dir/line
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    ACCORD_HOME=$dir/a ACCORD_STATE=$dir/a.state strace -f -qq -o /dev/null "${options[@]}" "$accord" --no-input "$@" </dev/null >"$dir/line" 2>"$dir/err" &
    { wait $!; } 2>/dev/null
}
drafts() { at a draft list --plain | grep -c "$1"; }
notes() { at a list notes --plain | grep -c "$1"; }

killed=0
tried=0
for call in pwrite64 fdatasync ftruncate write; do
    for moment in 1 2 3 4 5 6 8 10 13 17; do
        tried=$((tried + 1))
        under -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment" -- note --draft -m "thought $tried." --json
        [ $? = 137 ] && killed=$((killed + 1))
        there=$(drafts "thought $tried\\.")
        [ -s "$dir/line" ] && [ "$there" = 0 ] && echo "$call $moment: called kept, and is not there" >>"$dir/wrong"
        [ "$there" -le 1 ] || echo "$call $moment: kept $there times" >>"$dir/wrong"
        [ "$there" = 1 ] || at a note --draft -m "thought $tried." >"$dir/line" 2>&1 || echo "$call $moment: $(cat "$dir/line")" >>"$dir/wrong"
        n=$(at a draft list --plain | sed -n "s/\t.*thought $tried\\.\$//p")
        under -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment" -- draft sign "$n" --yes --json
        [ $? = 137 ] && killed=$((killed + 1))
        is="$(drafts "thought $tried\\.") $(notes "thought $tried\\.")"
        case $is in
        "1 0") [ ! -s "$dir/line" ] || echo "$call $moment: called signed, and is not" >>"$dir/wrong" ;;
        "0 1") ;;
        *) echo "$call $moment: $is drafts and records" >>"$dir/wrong" ;;
        esac
    done
done
at a audit >"$dir/audit" 2>&1 || cat "$dir/audit" >>"$dir/wrong"
[ ! -s "$dir/wrong" ] && [ $killed -ge 20 ]
check $? drafts_outlive_kills "$dir/wrong"
echo "$killed of $((2 * tried)) commands were killed"

# The program computes what the history means anew; drafts are no part of it, and stay.
at a note --draft -m "last thought" >"$dir/talk" 2>&1
before=$(at a draft list --plain)
sqlite3 "$dir/a/notebook.db" "UPDATE setting SET value = '0' WHERE key = 'view-version'"
at a partnership use KRK >"$dir/talk" 2>&1 && [ "$(at a draft list --plain)" = "$before" ] && [ -n "$before" ] && at a audit >>"$dir/talk" 2>&1
check $? drafts_outlive_what_is_computed_anew "$dir/talk"
