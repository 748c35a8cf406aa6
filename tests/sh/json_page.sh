#!/usr/bin/env bash
# json_page.sh - what cli/JSON.md says of `--json` is what is printed: every schema, every key.
set -u
cd "$(dirname "$0")/../.."
page=$PWD/cli/JSON.md
export PATH=$(realpath "${BUILD:-build/release}"):$PATH TESTS=$PWD/tests
in_source=$(grep -ohE 'accord\.[a-z-]+/1' $(find cli -name '*.c') | sort -u)
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here" && mkdir -m 700 home run shared
export HOME=$here/home XDG_RUNTIME_DIR=$here/run TZ=UTC LANG=C.UTF-8 TERM=dumb
unset ACCORD_HOME ACCORD_STATE LC_ALL
. "$TESTS/cli/offices.sh"

say() { # CODE WORDS...: typed with --json; 0 and 3 are fine, others are what the caller counts on
    local who=$1 rc=0
    shift
    "$who" "$@" --json >>lines 2>>talk || rc=$?
    case $rc in 0 | 3 | 9) ;; *) echo "exit $rc: $who $*: $(tail -n 1 talk)" >>failed ;; esac
}
: >failed
for code in CITY SASI HERI LAP; do eval "$code() { ACCORD_HOME=\$PWD/$code ACCORD_STATE=\$PWD/$code.state accord \"\$@\"; }"; done
for code in CITY SASI HERI; do say $code init --org "Office of $code" --code $code --sector other --no-passphrase --no-input; done
say CITY partnership start "Riverside block" --code KRK
say CITY partnership use KRK
say CITY invite --file s.invite
say SASI join s.invite --by-file --yes
say CITY import s.invite.reply
say CITY export --for SASI --to s.accord
say SASI import s.accord
say CITY invite --file h.invite --hold
say HERI join h.invite --by-file --yes
say CITY import h.invite.reply
say CITY invite --list
say CITY admit HERI --yes
carry CITY HERI
say CITY promise Guide --to SASI,HERI --due +2w --level 1 --principle equity
say CITY ask Archive --of SASI --due +4w
carry CITY SASI
say SASI sign CITY-1-1 --terms "$(terms SASI CITY-1-1)"
say SASI decline CITY-1-2 --reason scope --yes
say SASI promise Drains --to CITY --due +2w --every month --until +3m
carry SASI CITY
carry CITY HERI
say HERI sign CITY-1-1 --terms "$(terms HERI CITY-1-1)"
carry HERI CITY
say CITY sign SASI-1-1 --terms "$(terms CITY SASI-1-1)"
carry CITY SASI
say CITY amend SASI-1-1 --title "Drains A" --reason timing
say SASI amend SASI-1-1 --title "Drains B" --reason scope
carry SASI CITY
say CITY progress CITY-1-1 -m going --completion limited
say CITY deliver CITY-1-1 --no-evidence none -m done
carry CITY SASI
say SASI accept CITY-1-1 --yes
say CITY board
say CITY show SASI-1-1
CITY resolve SASI-1-1 --take A --json >>lines 2>>talk || say CITY resolve SASI-1-1 --take B # one of them is its own
say CITY note -m private --about CITY-1-1
note=$(CITY list notes --json=ref | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')
say CITY note -m more --add-to "$note"
say CITY share "$note" --yes
for words in list "list --all" "list notes" "show CITY-1-1" "show $note" log "log CITY-1-1" "search guide" status "partner list" \
    "partner show SASI" "partner verify SASI --yes" "partner address SASI tcp://127.0.0.1:1" "partner address SASI" \
    "partnership list" "partnership show" "device list" doctor audit "device invite --file d.invite" version sync \
    "sync --folder shared" "key unlock --for 1h" "key lock" "calendar --out due.ics"; do
    say CITY $words
done
say SASI sync --folder shared
say LAP device join d.invite --no-passphrase --yes --by-file
say CITY import d.invite.reply
say SASI partnership leave KRK --yes
: >ready
ACCORD_HOME=$PWD/CITY ACCORD_STATE=$PWD/CITY.state accord serve --listen tcp://127.0.0.1:0 --json >ready 2>>talk &
serve=$!
for ((i = 0; i < 1000; i++)); do
    [ -s ready ] && break
    read -r -t 0.01 <> <(:) || :
done
kill -TERM $serve
wait $serve || echo "serve: exit $?" >>failed
cat ready >>lines

IN_SOURCE=$in_source python3 - "$page" <<'END'
import json, os, re, sys

page = open(sys.argv[1]).read()
bad = [line.strip() for line in open("failed")]
rows = {}
for schema, keys in re.findall(r"^\| `(accord\.[a-z-]+/1)` \|[^|]*\| `([^`]*)` \|$", page, re.M):
    rows.setdefault(schema, []).append(keys.split())
if sum(map(len, rows.values())) < 30:
    bad.append("the page has no table")
source = set(os.environ["IN_SOURCE"].split())
bad += [f"{s} is not on the page" for s in sorted(source - set(rows))]
bad += [f"{s} is printed by nobody" for s in sorted(set(rows) - source)]
seen, used = set(), set()
for line in open("lines"):
    value = json.loads(line)
    schema, keys = value.pop("schema"), None
    keys = list(value)
    seen.add(schema)
    for row in rows.get(schema, []):
        if {k for k in row if not k.endswith("?")} <= set(keys) <= {k.rstrip("?") for k in row}:
            used |= {(schema, k.rstrip("?")) for k in row if k.rstrip("?") in keys}
            break
    else:
        bad.append(f"{schema} with the keys: {' '.join(keys)}")
bad += [f"{s} was not seen" for s in sorted(set(rows) - seen - {"accord.demo/1", "accord.continued/1"})]
optional = {(s, k.rstrip("?")) for s in rows for row in rows[s] for k in row if k.endswith("?") and s in seen}
bad += [f"{s}: {k} was not seen" for s, k in sorted(optional - used - {("accord.change/1", "why_not")})]
name = "the_page_says_what_json_prints"
print(("not ok " if bad else "ok ") + name + f" ({sum(1 for _ in open('lines'))} lines)")
for what in bad:
    print("    " + what)
END
