#!/usr/bin/env bash
# readme_tour.sh - the README's tour is typed and compared. UPDATE=1 says what differs; the README is edited by hand.
#
# A tour is every block of the README that opens with ```console: "$ " before what is typed, then what is printed.
set -u
cd "$(dirname "$0")/../.."
BUILD=$(realpath "${BUILD:-build/release}")
export BUILD
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

awk '/^```console$/ { on = 1; next } /^```$/ { if (on) print ""; on = 0; next } on { print "  " $0 }' README.md >"$here/tour.t"
lines=$(grep -c '^  \$ ' "$here/tour.t")
if [ "$lines" -lt 10 ]; then
    echo "not ok readme_has_a_tour ($lines lines are typed)"
    exit 1
fi
if bash tests/cli/run_transcript.sh "$here/tour.t"; then
    echo "ok readme_tour ($lines lines typed)"
else
    echo "not ok readme_tour"
fi

# What it names is there.
missing=$(grep -oE '`(schema|core|sync|cli|tests)/[A-Za-z0-9_./]*`' README.md | tr -d '`' | sort -u | while read -r path; do
    [ -e "$path" ] || echo "$path"
done)
if [ -z "$missing" ]; then echo "ok readme_names_what_is_there"; else echo "not ok readme_names_what_is_there: $missing"; fi

# The two commands stand first, and the Makefile has them.
first=$(grep -nE '^    make ' README.md | head -n 2)
if [[ $first == *"make deps demo"*"make deps test"* ]] && make -n deps demo test >/dev/null 2>&1; then
    echo "ok readme_two_commands"
else
    echo "not ok readme_two_commands"
fi
