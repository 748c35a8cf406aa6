#!/usr/bin/env bash
# bad_places.sh - full disks, media that can only be read, files that are no notebook, addresses in use.
# Each: a sentence, the right exit status and word, nothing lost, and what needs no writing still works.
. "$(dirname "$0")/../support/notebooks.sh"

"$work" make "$dir" 200 >/dev/null || fatal notebooks_are_made

talk=$dir/talk.d # apart from the places that break
mkdir "$talk"

# The command must fail with this status and word, and say this. What it said is in $talk/said.
refused() { # STATUS WORD SENTENCE COMMAND...
    local want=$1 word=$2 sentence=$3 status
    shift 3
    "$@" --json >"$talk/out" 2>"$talk/said"
    status=$?
    [ $status = "$want" ] || { echo "exit $status, not $want: $*"; cat "$talk/said"; return 1; }
    [ -z "$word" ] || grep -q "\"error\":\"$word\"" "$talk/said" || { echo "not the word $word: $*"; cat "$talk/said"; return 1; }
    "$@" >"$talk/out" 2>"$talk/said"
    grep -v '^  Hint' "$talk/said" >"$talk/bare"
    grep -q "$sentence" "$talk/said" && [ "$(wc -l <"$talk/bare")" -le 3 ] || { echo "not the sentence: $*"; cat "$talk/said"; return 1; }
}

works() { # COMMAND...
    rm -f "$talk/invitation"
    "$@" >"$talk/out" 2>"$talk/said" || { echo "exit $?: $*"; cat "$talk/said"; return 1; }
}

# --- in a mount namespace of its own ---

full_disk() {
    local place=$dir/small before
    mkdir "$place"
    mount -t tmpfs -o size=6m tmpfs "$place" || return 1
    cp -r "$dir/a" "$dir/a.state" "$place/"
    cp -r "$dir/d" "$place/"
    cp -r "$dir/d.state" "$elsewhere/d.state"
    dir=$place
    on_full() { ACCORD_HOME=$place/d ACCORD_STATE=$elsewhere/d.state "$accord" --no-input "$@" </dev/null; }
    before=$(at a log --json | wc -l)
    dd if=/dev/zero of="$place/filler" bs=4k >/dev/null 2>&1
    { refused 1 disk_full 'disk is full' at a promise "no room for this" --to BBB --due 2031-09-30 &&
        [ "$(at a log --json | wc -l)" = "$before" ] &&
        works at a list && works at a log && works at a audit &&
        works on_full export --to "$elsewhere/full.accord" &&
        rm "$place/filler" && works at a invite --file "$talk/invitation" &&
        [ "$(at a log --json | wc -l)" = $((before + 1)) ] && works at a audit; }
}

read_only() {
    local place=$dir/media
    mkdir "$place"
    mount -t tmpfs -o size=16m tmpfs "$place" || return 1
    cp -r "$dir/b" "$dir/c" "$place/"
    mount -o remount,ro "$place" || return 1
    cp -r "$dir/b.state" "$dir/b.copy"
    on_media() { ACCORD_HOME=$place/b ACCORD_STATE=$dir/b.copy "$accord" --no-input "$@" </dev/null; }
    { refused 1 read_only 'can be read here but not written\|can only be read' on_media promise "not on this stick" --to AAA --due 2031-09-30 &&
        works on_media list && works on_media show AAA-1-1 && works on_media audit && works on_media export --to "$elsewhere/stick.accord" &&
        refused 1 read_only . at a export --to "$place/x.accord"; }
}

# A notebook whose last writer was cut off, on media that cannot be repaired.
hot_journal() {
    strace -qq -o /dev/null true 2>/dev/null || return 77
    local place=$dir/hot
    mkdir "$place"
    cp -r "$dir/c" "$dir/hot.nb"
    cp -r "$dir/c.state" "$dir/hot.state"
    ACCORD_HOME=$dir/hot.nb ACCORD_STATE=$dir/hot.state strace -f -qq -o /dev/null -e trace=ftruncate -e inject=ftruncate:signal=KILL:when=1 \
        "$accord" --no-input invite --file "$talk/invitation" </dev/null >/dev/null 2>&1 &
    { wait $!; } 2>/dev/null
    [ -s "$dir/hot.nb/notebook.db-journal" ] || { echo "no journal was left behind"; return 1; }
    mount -t tmpfs -o size=16m tmpfs "$place" || return 1
    cp -r "$dir/hot.nb/." "$place/"
    mount -o remount,ro "$place" || return 1
    on_hot() { ACCORD_HOME=$place ACCORD_STATE=$dir/hot.state "$accord" --no-input "$@" </dev/null; }
    in_place() { ACCORD_HOME=$dir/hot.nb ACCORD_STATE=$dir/hot.state "$accord" --no-input "$@" </dev/null; }
    { refused 1 read_only 'interrupted' on_hot list && works in_place list && works in_place audit; }
}

if [ "${1:-}" = mounts ]; then # inside
    trap 'rm -rf "$dir"' EXIT # the mounts go with the namespace
    elsewhere=$(mktemp -d)
    for what in full_disk read_only hot_journal; do
        (trap - EXIT; $what) >"$dir/$what.talk" 2>&1
        status=$?
        if [ $status = 77 ]; then
            echo "skip $what: strace may not trace here"
        else
            check $status "$what"_is_said_and_nothing_is_lost "$dir/$what.talk"
        fi
    done
    rm -rf "$elsewhere"
    umount "$dir/small" "$dir/media" "$dir/hot" 2>/dev/null
    exit 0
fi
if unshare -m mount -t tmpfs tmpfs "$dir/e" 2>/dev/null; then
    unshare -m bash "$0" mounts
elif unshare -rm mount -t tmpfs tmpfs "$dir/e" 2>/dev/null; then
    unshare -rm bash "$0" mounts
else
    echo "skip full_disk_and_read_only_media: no mount namespace may be made here"
fi

# --- files that are not what they should be ---

newer() {
    cp -r "$dir/a" "$dir/n"
    cp -r "$dir/a.state" "$dir/n.state"
    sqlite3 "$dir/n/notebook.db" 'PRAGMA user_version = 99' || return 1
    sum=$(sha256sum <"$dir/n/notebook.db")
    refused 10 newer_notebook 'newer accord' at n list &&
        refused 10 newer_notebook 'newer accord' at n invite --file "$talk/invitation" &&
        refused 10 newer_notebook 'newer accord' at n serve --listen tcp://127.0.0.1:0 && [ "$(sha256sum <"$dir/n/notebook.db")" = "$sum" ]
}
newer >"$dir/talk" 2>&1
check $? a_newer_notebook_is_refused_and_left_alone "$dir/talk"

no_notebook() {
    mkdir "$dir/x" "$dir/x.state"
    refused 10 no_notebook 'no notebook' at nowhere list && refused 10 no_notebook 'no notebook' at x invite --file "$talk/invitation" || return 1
    head -c 40000 /dev/urandom >"$dir/x/notebook.db"
    refused 1 damaged 'not an accord notebook' at x list || return 1
    rm "$dir/x/notebook.db"
    sqlite3 "$dir/x/notebook.db" 'CREATE TABLE t (a); INSERT INTO t VALUES (1)' || return 1
    sum=$(sha256sum <"$dir/x/notebook.db")
    refused 1 damaged 'not an accord notebook' at x list && refused 1 damaged 'not an accord notebook' at x invite --file "$talk/invitation" &&
        [ "$(sha256sum <"$dir/x/notebook.db")" = "$sum" ]
}
no_notebook >"$dir/talk" 2>&1
check $? a_file_that_is_no_notebook_is_refused_and_left_alone "$dir/talk"

# --- one address, one serve ---

address() {
    serve_start a || return 1
    refused 1 address_in_use 'address is in use\|in use' at b serve --listen "$served_at" || return 1
    works at c sync --to "$served_at" AAA || return 1 # the first still answers
    end "$served_pid" TERM
    [ "$ended_with" = 0 ]
}
address >"$dir/talk" 2>&1
check $? a_second_serve_on_one_address_is_told "$dir/talk"
