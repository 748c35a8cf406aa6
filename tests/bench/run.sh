#!/usr/bin/env bash
# run.sh - accord beside the floor: the same work, in turn, several times; a table of medians, ratios and growth.
# Usage: tests/bench/run.sh BUILD_DIR [SIZE ...]     sizes are numbers of changes; 10000 and 100000 unless told
# REPEAT=5 runs each step so many times. RAW=FILE keeps what every run said.
set -eu
build=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- 10000 100000
here=$(cd "$(dirname "$0")" && pwd)
work=$build/tests/bench/work
steps=$build/tests/bench/steps
floor=$build/tests/bench/floor
dir=$(mktemp -d "${TMPDIR:-/tmp}/accord-bench-XXXXXX")
raw=${RAW:-$dir/raw}
trap 'rm -rf "$dir"' EXIT
: >"$raw"

# Every line a program prints, with size, step and who in front.
note() { # SIZE STEP WHO COMMAND...
    local size=$1 step=$2 who=$3
    shift 3
    sync -f "$dir" # what was copied is not charged to who runs next
    "$@" >"$dir/out"
    awk -v head="$size $step $who" 'NF == 2 { print head, $1, $2 }' "$dir/out" >>"$raw"
}

copy() { # FROM TO: a notebook with its state, or the floor's directory
    rm -rf "$2" "$2.state"
    cp -r "$1" "$2"
    if [ -d "$1.state" ]; then cp -r "$1.state" "$2.state"; fi
}

bytes_of() { stat -c %s "$1"; }

pair() { # both sides of a session in fresh copies: the full notebook and a second one
    copy "$base/a" "$dir/s"
    copy "$1" "$dir/c"
}

floor_pair() {
    copy "$base/floor" "$dir/fs"
    copy "$1" "$dir/fc"
}

for size in "$@"; do
    base=$dir/$size
    mkdir "$base" "$base/floor" "$base/floor-empty"
    "$work" make "$base" "$size" >"$dir/out"
    awk -v head="$size work accord" '{ print head, $1, $2 }' "$dir/out" >>"$raw"
    changes=$(awk '$1 == "changes" { print $2 }' "$dir/out")
    header=$(awk '$1 == "header" { print $2 }' "$dir/out")
    words=$(awk '$1 == "words" { print $2 }' "$dir/out")
    "$floor" bulk "$base/floor" "$changes" "$header" "$words" >/dev/null
    echo "$size disk accord bytes $(bytes_of "$base/a/notebook.db")" >>"$raw"
    echo "$size disk floor bytes $(bytes_of "$base/floor/floor.db")" >>"$raw"
    repeat=${REPEAT:-$((size > 20000 ? 3 : 5))}
    [ -t 2 ] && echo "bench: $size changes, $repeat times" >&2

    for turn in $(seq "$repeat"); do
        counted=
        [ "$turn" = 1 ] && counted=counted

        copy "$base/a" "$dir/c"
        note "$size" one accord "$work" one "$dir/c" 20
        copy "$base/floor" "$dir/fc"
        note "$size" one floor "$floor" one "$dir/fc" 20

        copy "$base/e" "$dir/c"
        note "$size" bulk accord "$work" bulk "$dir/c" "$changes"
        copy "$base/floor-empty" "$dir/fc"
        note "$size" bulk floor "$floor" bulk "$dir/fc" "$changes" "$header" "$words"

        pair "$base/e"
        note "$size" first accord "$steps" sync "$dir/s" "$dir/c"
        floor_pair "$base/floor-empty"
        note "$size" first floor "$floor" sync "$dir/fs" "$dir/fc" 0
        floor_pair "$base/floor-empty"
        note "$size" first unverified "$floor" sync "$dir/fs" "$dir/fc" 0 unverified

        # what the first session left is the pair that holds the same
        copy "$dir/c" "$dir/full"
        copy "$dir/s" "$dir/there"
        note "$size" noop accord "$steps" sync "$dir/s" "$dir/c"
        note "$size" noop floor "$floor" sync "$dir/fs" "$dir/fc" "$changes"

        "$work" more "$dir/s" 10
        note "$size" ten accord "$steps" sync "$dir/s" "$dir/c"
        "$floor" bulk "$dir/fs" 10 "$header" "$words" >/dev/null
        note "$size" ten floor "$floor" sync "$dir/fs" "$dir/fc" "$changes"

        copy "$dir/full" "$dir/c"
        copy "$dir/there" "$dir/s"
        "$work" more "$dir/s" $((size / 10))
        "$work" more "$dir/c" $((size / 10))
        note "$size" diverge accord "$steps" sync "$dir/s" "$dir/c"
        copy "$base/floor" "$dir/fs"
        copy "$base/floor" "$dir/fc"
        "$floor" bulk "$dir/fs" $((size / 10)) "$header" "$words" >/dev/null
        "$floor" bulk "$dir/fc" $((size / 10)) "$header" "$words" >/dev/null
        note "$size" diverge floor "$floor" sync "$dir/fs" "$dir/fc" "$changes"

        note "$size" audit accord "$steps" audit "$base/a"
        note "$size" audit floor "$floor" audit "$base/floor"
        note "$size" look accord "$steps" look "$base/a"

        if [ -n "$counted" ]; then # every byte on the wire, untimed
            pair "$base/e"
            note "$size" first-wire accord "$steps" sync "$dir/s" "$dir/c" counted
            note "$size" noop-wire accord "$steps" sync "$dir/s" "$dir/c" counted
            "$work" more "$dir/s" 10
            note "$size" ten-wire accord "$steps" sync "$dir/s" "$dir/c" counted
        fi
    done
    rm -rf "$base"
done

awk -f "$here/report.awk" "$raw"
