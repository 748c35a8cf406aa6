#!/usr/bin/env bash
# run_transcript.sh - one transcript in a world of its own; cram compares what is printed with what stands in it.
# Usage: BUILD=DIR tests/cli/run_transcript.sh FILE.t      UPDATE=1 rewrites the file: review the difference.
#
# A transcript finds `accord` in its PATH, an empty home, no terminal, UTC, C.UTF-8, 80 columns, and
# $TESTS, the directory of the tests. It works in a directory of its own, which is gone afterwards.
set -eu
script=$(realpath "$1")
build=$(realpath "${BUILD:-build/release}")
tests=$(realpath "$(dirname "$0")/..")
[ -x "$build/accord" ] || { echo "there is no $build/accord: run make first"; exit 1; }

python=python3 # another one may stand in front of the system's, which has cram
"$python" -c 'import cram' 2>/dev/null || python=/usr/bin/python3
"$python" -c 'import cram' 2>/dev/null || { echo "cram is not installed: make deps"; exit 1; }

world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
mkdir -m 700 "$world/home" "$world/run" "$world/tmp" "$world/bin"
ln -s "$build/accord" "$world/bin/accord"
cp "$script" "$world/$(basename "$script")"
how=()
[ "${UPDATE:-}" = 1 ] && how=(--interactive --yes)

status=0
(cd "$world" && setsid --wait env -i PATH="$world/bin:/usr/sbin:/usr/bin:/sbin:/bin" HOME="$world/home" \
    XDG_RUNTIME_DIR="$world/run" TMPDIR="$world/tmp" TESTS="$tests" BUILD="$build" \
    TZ=UTC LANG=C.UTF-8 TERM=dumb COLUMNS=80 \
    ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} ${UBSAN_OPTIONS:+UBSAN_OPTIONS="$UBSAN_OPTIONS"} \
    "$python" "$tests/cli/cram_utf8.py" --preserve-env --shell=/bin/bash ${how[@]+"${how[@]}"} "$(basename "$script")") || status=$?
if [ "${UPDATE:-}" = 1 ] && ! cmp -s "$world/$(basename "$script")" "$script"; then
    cp "$world/$(basename "$script")" "$script"
    status=0
fi
exit $status
