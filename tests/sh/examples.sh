#!/usr/bin/env bash
# examples.sh - every example of every help is typed: none is misunderstood, none dies, and it says why when it cannot.
#
# The records and partners of the examples are not there, so most end by 5; that they parse and that their dates,
# codes and addresses are understood is what is looked at. Addresses of documentation become ones of this machine.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH TESTS=$PWD/tests
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here" && mkdir -m 700 home run
export HOME=$here/home XDG_RUNTIME_DIR=$here/run TZ=UTC LANG=C.UTF-8 TERM=dumb
unset ACCORD_HOME ACCORD_STATE LC_ALL VISUAL EDITOR
. "$TESTS/cli/offices.sh"

office CITY "City Office" government
for code in HERI RIVR; do office $code "Office of $code" other; done
CITY partnership start "Riverside block" --code KRK >/dev/null
enter HERI
enter RIVR

{
    accord help | sed -nE 's/^  ([a-z]+)( +[A-Z].*)?$/\1/p' | grep -vxE 'accord|draft|template|evidence|partnership|partner|device|key'
    for family in draft template evidence partnership partner device key; do accord help $family | sed -nE "s/^  ($family [a-z]+) .*/\1/p"; done
} >commands
while read -r command; do
    # the lines before the first empty one; what they do stands behind three blanks
    COLUMNS=400 accord help $command | sed -n '2,/^$/p' | sed -nE 's/ {3,}.*//; s/^  (accord.*)$/\1/p'
done <commands | sed -E 's/192\.0\.2\.[0-9]+:[0-9]+/127.0.0.1:1/g' | grep -vE '^accord (demo|serve)' >examples

problems=""
while read -r line; do
    out=$(ACCORD_HOME=$here/CITY ACCORD_STATE=$here/CITY.state timeout 60 setsid --wait bash -c "$line --no-input" </dev/null 2>&1)
    rc=$?
    case $rc in
    0 | 1 | 3 | 5 | 7 | 9 | 10) ;;
    2) # only where the example is one that asks
        grep -qE 'cannot be asked here|this is missing|say what is to be changed|the text is missing|you ask others' <<<"$out" || problems+="    [$rc] $line: $out"$'\n'
        ;;
    *) problems+="    [$rc] $line: $out"$'\n' ;;
    esac
    [ $rc -eq 0 ] || [ -n "$out" ] || problems+="    [$rc] $line: says nothing"$'\n'
done <examples

n=$(wc -l <examples)
[ "$n" -ge 95 ] || problems+="    only $n examples were found"$'\n'
if [ -z "$problems" ]; then
    echo "ok every_example_is_understood ($n typed)"
else
    echo "not ok every_example_is_understood"
    printf '%s' "$problems"
fi
