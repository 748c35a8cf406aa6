#!/usr/bin/env bash
# verify_export.sh - the independent verifier reads what the program exports, and finds each flipped bit of it.
set -u
cd "$(dirname "$0")/../.."
BUILD=$(realpath "${BUILD:-build/release}")
accord=$BUILD/accord
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python=python3 # another one may stand in front of the system's, which has PyNaCl
"$python" -c 'import nacl' 2>/dev/null || python=/usr/bin/python3

say() { # CODE WORDS...
    local code=$1
    shift
    ACCORD_HOME=$here/$code ACCORD_STATE=$here/$code.state "$accord" "$@" --no-input --yes
}
stop() { echo "not ok $1"; exit 1; }

say CITY init --org "City Office" --code CITY --sector government --no-passphrase >/dev/null || stop init
say SASI init --org "Sąsiedzi" --code SASI --sector civil-society --no-passphrase >/dev/null || stop init
say CITY partnership start "Riverside block" --code KRK >/dev/null || stop start
say CITY invite --file "$here/invite" >/dev/null || stop invite
say SASI join "$here/invite" --by-file >/dev/null 2>&1 || stop join
say CITY import "$here/invite.reply" >/dev/null || stop reply
say CITY promise "Land map" --to SASI --due 2026-12-31 -m "Every plot." >/dev/null || stop promise
say CITY note -m "nobody else may read this sentence" >/dev/null || stop note
say CITY export --for SASI --to "$here/one.accord" >/dev/null || stop export
say SASI import "$here/one.accord" >/dev/null || stop import
terms=$(say SASI list --json=terms | sed -n 's/.*"terms":"\([0-9a-f]*\)".*/\1/p')
say SASI sign CITY-1-1 --terms "$terms" >/dev/null || say SASI sign 1 --terms "$terms" >/dev/null || stop sign
say SASI export --for CITY --to "$here/two.accord" >/dev/null || stop export
say CITY import "$here/two.accord" >/dev/null || stop import
say CITY export --to "$here/open.accord" --open >/dev/null || stop export_open

report=$("$python" tests/verify/accord_verify.py "$here/open.accord")
if [ $? -eq 0 ]; then echo "ok the_verifier_finds_nothing_wrong"; else echo "not ok the_verifier_finds_nothing_wrong: $report"; fi

say CITY check "Before the meeting" >/dev/null || stop check
round=$(say CITY list checks --json | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')
say CITY check "$round" --mark heard=red -m "told too late" >/dev/null || stop answer
words() { # NAME WITHHELD: how the verifier counts what is not in an open export
    say CITY export --to "$here/$1.accord" --open >/dev/null || stop export_open
    "$python" tests/verify/accord_verify.py "$here/$1.accord" >"$here/$1.report" || return 1
    grep -q '"missing_words": 0' "$here/$1.report" && grep -q "\"withheld\": $2[,}]" "$here/$1.report"
}
if words held 1 && ! grep -qa "told too late" "$here/held.accord"; then echo "ok a_withheld_answer_is_not_in_it_and_not_missing"; else
    echo "not ok a_withheld_answer_is_not_in_it_and_not_missing"
fi
say CITY check "$round" --open >/dev/null || stop open
if words opened 0 && grep -qa "told too late" "$here/opened.accord"; then echo "ok once_opened_it_is"; else echo "not ok once_opened_it_is"; fi
say CITY export --to "$here/open2.accord" --open >/dev/null && mv "$here/open2.accord" "$here/open.accord"
report=$("$python" tests/verify/accord_verify.py "$here/open.accord")

field() { sed -n "s/.*\"$1\": *\"\\{0,1\\}\\([0-9a-f]*\\)\"\\{0,1\\}.*/\\1/p"; }
ours=$(say CITY audit --json)
for name in history changes; do
    theirs=$(printf '%s' "$report" | field "$name")
    mine=$(printf '%s' "$ours" | field "$name")
    if [ -n "$mine" ] && [ "$theirs" = "$mine" ]; then echo "ok both_say_the_same_$name"; else
        echo "not ok both_say_the_same_$name: $theirs, $mine"
    fi
done

if grep -qa "nobody else may read" "$here/open.accord"; then echo "not ok private_notes_stay"; else echo "ok private_notes_stay"; fi

# Every hundredth bit, from a different one each time that the keys are.
"$python" - "$here/open.accord" "$here/bad.accord" >"$here/flips" <<'PY'
import subprocess, sys
data = open(sys.argv[1], "rb").read()
sys.path.insert(0, "tests/verify")
import accord_verify
bits = len(data) * 8
step = max(1, bits // 150)
missed = []
for bit in range(data[-1] % step, bits, step):
    bad = bytearray(data)
    bad[bit // 8] ^= 1 << (bit % 8)
    if accord_verify.verify(bytes(bad))["ok"]:
        missed.append(bit)
print("missed", missed)
PY
if grep -qx 'missed \[\]' "$here/flips"; then echo "ok the_verifier_finds_flipped_bits"; else
    echo "not ok the_verifier_finds_flipped_bits"
    cat "$here/flips"
fi
