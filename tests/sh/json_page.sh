#!/usr/bin/env bash
# json_page.sh - what cli/JSON.md says of `--json`, and the JSON Schema made from it, is what is printed: every shape, every key.
set -u
cd "$(dirname "$0")/../.."
page=$PWD/cli/JSON.md schema=$(realpath "${BUILD:-build/release}")/gen/accord.schema.json
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
    case $rc in 0 | 1 | 3 | 6 | 9) ;; *) echo "exit $rc: $who $*: $(tail -n 1 talk)" >>failed ;; esac
}
: >failed
for code in CITY SASI HERI LAP TWIN; do eval "$code() { ACCORD_HOME=\$PWD/$code ACCORD_STATE=\$PWD/$code.state accord \"\$@\"; }"; done
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
say CITY principles
say CITY agree --clause purpose -m together --mark partially
say CITY agree --principle equity -m fair
say CITY agree
say CITY agree --sign --terms "$(CITY agree --json | sed 's/.*"terms":"\([0-9a-f]*\)".*/\1/')"
say CITY check Health --due +2w
check=$(CITY list checks --json | sed 's/.*"ref":"\([^"]*\)".*/\1/')
say CITY check "$check" --mark heard=amber -m late
say CITY check "$check" --open --yes
say CITY check "$check"
say CITY review impact --title Impact
review=$(CITY list reviews --json | sed 's/.*"ref":"\([^"]*\)".*/\1/')
say CITY review "$review" -m seen --verdict continue
say CITY review "$review"
say CITY value
say CITY pyramid
say CITY case
say CITY show SASI-1-1
CITY resolve SASI-1-1 --take A --json >>lines 2>>talk || say CITY resolve SASI-1-1 --take B # one of them is its own
say CITY note -m private --about CITY-1-1
say CITY bring Hands --kind people --about CITY-1-1
echo proof >proof.txt
say CITY evidence add proof.txt --title Proof
say CITY partner profile --mission Streets
say CITY partnership edit --why "None alone"
brought=$(CITY list contributions --json=ref | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')
note=$(CITY list notes --json=ref | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')
say CITY note -m more --add-to "$note"
say CITY share "$note" --yes
say CITY note --template aar -m "## why
rain"
say CITY show "$(CITY list notes --kind aar --json=ref | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')"
say CITY template list
say CITY template show art
say CITY note -m later --draft
say CITY note --add-to "$note" -m later --draft
say CITY promise Later --to SASI --draft
say CITY draft edit 3 --due +2w
say CITY draft sign 3 --yes
say CITY draft sign 1 --yes
say CITY draft drop 2 --yes
say CITY note -m later --draft
echo unsaved >CITY.state/draft-1.txt
say CITY draft list
say CITY draft show 4
say CITY draft show text-1
for words in list "list --all" "list all" "list all --all" "list notes" "list contributions" "show $brought" "evidence list" "partner profile SASI" "show CITY-1-1" "show $note" log "log CITY-1-1" "search guide" status "partner list" \
    "partner show SASI" "partner verify SASI --yes" "partner address SASI tcp://127.0.0.1:1" "partner address SASI" \
    "partnership list" "partnership show" "device list" doctor audit "device invite --file d.invite" version sync \
    "sync --folder shared" "key unlock --for 1h" "key lock" "calendar --out due.ics" "report --html report.html" "report --iati report.xml"; do
    say CITY $words
done
printf 'title,promisees,due\nMap,SASI,2026-12-01\n' >t.csv
printf 'title,promisees,due\nMap,SASI,2026-02-30\n' >f.csv
say CITY import --template commitment
say CITY import f.csv
say CITY import t.csv
say SASI sync --folder shared
say LAP device join d.invite --no-passphrase --yes --by-file
say CITY import d.invite.reply
# Two copies of one notebook write: written twice; one of them has a record that was altered.
cp -r CITY TWIN && cp -r CITY.state TWIN.state
for code in CITY TWIN; do say $code note -m "by $code" --shared --yes; done
carry CITY SASI
carry TWIN SASI
say SASI audit
SASI export --for CITY --to t.accord >/dev/null && TWIN import t.accord >/dev/null 2>&1
say TWIN note -m stopped
say TWIN device continue --yes
sqlite3 TWIN/notebook.db "UPDATE change SET signature = zeroblob(64) WHERE n = (SELECT max(n) FROM change)"
say TWIN audit
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

# Not what was typed above alone: the lines of people at work, and of a notebook full of hostile text.
say CITY demo CAP --dir example
read -r book state <<<"$("$(dirname "$schema")/../tests/tool_hostile")"
trap 'rm -rf "$here" "$book" "$state"' EXIT
look() { # DIR STATE: everything that is read, by its rows
    local words
    for words in board "list --all" "list all --all" "log --all" status "search a" "list notes --all" "list checks" "list answers" "partner list" \
        "partnership show" principles value pyramid case audit "draft list" "evidence list"; do
        ACCORD_HOME=$1 ACCORD_STATE=$2 ACCORD_NOW=${3:-$ACCORD_NOW} accord $words --json >>lines 2>>talk
    done
}
for code in HUBC LEARN NSPA TELC UNIV; do look example/$code example/$code.state; done
look example/LEARN example/LEARN.state 2025-11-20T12:00:00Z # some of it is due soon
look "$book" "$state"
grep '^{' talk >>lines

python=python3 # another one may stand in front of the system's, which has jsonschema
"$python" -c 'import jsonschema' 2>/dev/null || python=/usr/bin/python3
IN_SOURCE=$in_source "$python" - "$page" "$schema" <<'END'
import json, os, re, sys

from jsonschema import Draft202012Validator

page, schema = open(sys.argv[1]).read(), json.load(open(sys.argv[2]))
bad = [line.strip() for line in open("failed")]
Draft202012Validator.check_schema(schema)
defs = schema["$defs"]
published = Draft202012Validator(schema)
shapes = [ref["$ref"].split("/")[-1] for ref in schema["anyOf"]]
if len(shapes) < 30:
    bad.append("the page has no table")
named = {defs[s]["properties"]["schema"]["const"] for s in shapes if "schema" in defs[s]["properties"]}
source = set(os.environ["IN_SOURCE"].split())
bad += [f"{s} is not on the page" for s in sorted(source - named)]
bad += [f"{s} is printed by nobody" for s in sorted(named - source)]
bad += [f"{s}: nobody says what the key {k} holds" for s in defs for k, holds in defs[s].get("properties", {}).items() if holds is True]
typed = set(" ".join(re.findall(r"^\| `[^`|]*` \| `([^`|]*)` \|$", page, re.M)).split())
keys = {k for s in defs for k in defs[s].get("properties", {})}
bad += [f"the page says what {k} holds, and no row has it" for k in sorted(typed) if k.split(".")[-1] not in keys]

used = set()  # shapes, and their optional keys


def note(name, value):
    """The shapes inside a line that fits: which were there, with which keys."""
    used.update({name} | {(name, key) for key in value})
    for key, holds in defs[name]["properties"].items():
        inner = holds.get("items", {}).get("$ref") or holds.get("$ref", "") if isinstance(holds, dict) else ""
        if inner.startswith("#/$defs/in."):
            inside = value.get(key, [])
            for v in inside if isinstance(inside, list) else [inside]:
                note(inner.split("/")[-1], v)


# Here nothing may be printed that the page does not name; whoever reads may be lenient.
for d in defs.values():
    if "properties" in d:
        d["additionalProperties"] = False
strict = {name: Draft202012Validator({"$defs": defs, **defs[name]}) for name in shapes}
lines = 0
for line in open("lines"):
    lines += 1
    value = json.loads(line)
    if not published.is_valid(value):
        bad.append("does not fit the schema as published: " + line[:200])
    ours = [n for n in shapes if defs[n]["properties"].get("schema", {}).get("const") == value.get("schema")]
    fits = [n for n in ours if strict[n].is_valid(value)]
    for name in fits:
        note(name, value)
    if not fits:
        faults = {n: "; ".join(e.message[:80] + " at " + "/".join(map(str, e.path)) for e in strict[n].iter_errors(value)) for n in ours}
        bad.append(f"{line[:120]} fits no row: {faults}")
bad += [f"{n} was not seen" for n in sorted(defs) if "properties" in defs[n] and n not in used]
optional = {(n, k) for n in used if isinstance(n, str) for k in defs[n]["properties"] if k not in defs[n]["required"]}
rare = {("change.1", "why_not"), ("error.1", "partner"), ("error.1", "draft"), ("in.event", "why_not"), ("in.edition", "why_not"), ("in.event", "no_effect_now")}
bad += [f"{n}: {k} was not seen" for n, k in sorted(optional - used - rare)]
name = "the_page_and_its_schema_say_what_json_prints"
print(("not ok " if bad else "ok ") + name + f" ({lines} lines, {len(shapes)} shapes)")
for what in bad:
    print("    " + what)
END
