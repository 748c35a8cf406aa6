#!/usr/bin/env bash
# iati.sh - the IATI file keeps to the published order, codes and rules, for every example, every reporter and hostile text.
#
# tests/iati/activities.rng holds what xmllint can check of IATI 2.03; the rules between elements stand below. Files
# that break each of them are made, and must be found out.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH BUILD=$(realpath "${BUILD:-build/release}") RNG=$PWD/tests/iati/activities.rng
command -v xmllint >/dev/null || { echo "not ok xmllint_is_here"; echo "    xmllint is missing: make deps"; exit 1; }
here=$(mktemp -d)
read -r book state <<<"$("$BUILD/tests/tool_hostile")"
trap 'rm -rf "$here" "$book" "$state"' EXIT
cd "$here" && mkdir -m 700 home run
export HOME=$here/home XDG_RUNTIME_DIR=$here/run TZ=UTC LANG=C.UTF-8 TERM=dumb ACCORD_NOW=2026-06-30T12:00:00Z
unset ACCORD_HOME ACCORD_STATE LC_ALL
for code in KRK MIN CAP; do accord demo $code --dir $code --no-input >/dev/null 2>&1; done
HOSTILE=$book HOSTILE_STATE=$state python3 - <<'END'
import glob, json, os, re, subprocess
import xml.etree.ElementTree as tree

NOW = os.environ["ACCORD_NOW"][:10]
STATUS = {"proposed": "1", "crossed": "1", "agreed": "2", "in-progress": "2", "disputed": "2", "delivered": "3", "accepted": "4",
          "withdrawn": "5", "released": "5", "retracted": "5", "declined": "5", "suspended": "6"}
bad = {name: [] for name in ["every_file_is_valid", "rules_between_elements_hold", "an_activity_a_promise_in_its_state",
                             "what_is_private_is_not_there", "files_that_break_a_rule_are_found_out"]}


def accord(*words, **env):
    done = subprocess.run(["accord", *words], env={**os.environ, **env}, capture_output=True, stdin=subprocess.DEVNULL)
    return done.stdout.decode() if done.returncode == 0 else bad["every_file_is_valid"].append(f"{words}: {done.stderr[-200:]}") or ""


def schema_faults(path):
    done = subprocess.run(["xmllint", "--noout", "--relaxng", os.environ["RNG"], path], capture_output=True)
    return done.stderr.decode().splitlines()[:3] if done.returncode else []


def rule_faults(root):
    out, ids = [], [a.findtext("iati-identifier") for a in root]
    if len(set(ids)) != len(ids):
        out.append("two activities of one name")
    parents = [a for a in root if a.get("hierarchy") == "1"]
    if len(parents) != 1:
        out.append("not one partnership")
    for a in root:
        reporter = a.find("reporting-org").get("ref")
        if not a.findtext("iati-identifier").startswith(reporter + "-"):
            out.append("an identifier without that of who reports")
        for r in a.findall("related-activity"):
            if r.get("ref") not in ids or (r.get("type") == "1") != (a.get("hierarchy") == "2"):
                out.append(f"related to nothing: {r.get('ref')}")
        days = {d.get("type"): d.get("iso-date") for d in a.findall("activity-date")}
        if len(days) != len(a.findall("activity-date")):
            out.append("a date twice")
        if any(days.get(t, "") > NOW for t in "24"):
            out.append("done in the future")
        if ("1" in days and "3" in days and days["1"] > days["3"]) or ("2" in days and "4" in days and days["2"] > days["4"]):
            out.append("it ends before it begins")
        if a.find("activity-status").get("code") == "4" and a.get("hierarchy") == "2" and "4" not in days:
            out.append("closed, and nobody knows when")
        for t in a.findall("transaction"):
            if t.find("transaction-date").get("iso-date") > NOW or float(t.findtext("value")) < 0:
                out.append("a transaction that cannot be")
        for p in a.iter("period"):
            if p.find("period-start").get("iso-date") > p.find("period-end").get("iso-date"):
                out.append("a period that ends before it begins")
    if {r.get("ref") for p in parents for r in p.findall("related-activity")} != set(ids) - {p.findtext("iati-identifier") for p in parents}:
        out.append("the partnership does not name its promises")
    return out


def check(path, book, only=None):
    faults = schema_faults(path)
    bad["every_file_is_valid"] += [f"{path}: {f}" for f in faults]
    if faults:
        return
    root = tree.parse(path).getroot()
    bad["rules_between_elements_hold"] += [f"{path}: {f}" for f in rule_faults(root)]
    rows = [json.loads(line) for line in accord("list", "--json", **book).splitlines()]
    want = {r["ref"]: STATUS[r["state"]] for r in rows if only in (None, r["promisor"])}
    got = {a.findtext("iati-identifier").split("-ACCORD-")[-1].split("-", 1)[1]: a.find("activity-status").get("code")
           for a in root if a.get("hierarchy") == "2"}
    if want != got:
        bad["an_activity_a_promise_in_its_state"].append(f"{path}: {want} and {got}")
    text = re.sub(r"\s+", " ", open(path).read())
    for note in map(json.loads, accord("list", "notes", "--json", **book).splitlines()):
        if note["visibility"] == "own" and note["text"] and re.sub(r"\s+", " ", note["text"])[:40] in text:
            bad["what_is_private_is_not_there"].append(f"{path}: {note['ref']}")


seen = 0
for state in sorted(glob.glob("???/*.state")):
    home = state[:-len(".state")]
    book, org = {"ACCORD_HOME": home, "ACCORD_STATE": state}, os.path.basename(home)
    seen += 1
    accord("report", "--iati", f"{org}.xml", **book)
    check(f"{org}.xml", book, org)
    accord("report", "--iati", f"{org}-all.xml", "--everybody", "--country", "PL", "--dac-sector", "43030", **book)
    check(f"{org}-all.xml", book)
if seen != 17:
    bad["every_file_is_valid"].append(f"{seen} notebooks")
evil = {"ACCORD_HOME": os.environ["HOSTILE"], "ACCORD_STATE": os.environ["HOSTILE_STATE"]}
accord("report", "--iati", "evil.xml", "--everybody", LC_ALL="C", **evil)
check("evil.xml", evil)

# Each of these is a file as it must not be.
good = open("RIVR-all.xml").read()
for name, pattern, instead in [
        ("an unknown role", 'role="4"', 'role="5"'), ("an unknown status", '<activity-status code="2"/>', '<activity-status code="7"/>'),
        ("an unknown type", 'type="70"', 'type="75"'), ("an unknown result", '<result type="1">', '<result type="8">'),
        ("no reporter", r"<reporting-org.*?</reporting-org>", ""), ("no date", r"(<activity-date[^>]*>\s*)+", ""),
        ("no currency", ' currency="PLN"', ""), ("no number", ">600000<", ">600 000<"), ("another version", 'version="2.03"', 'version="2.02"'),
        ("another order", r'(<activity-status code="2"/>)(\s*<activity-date[^>]*>)', r"\2\1"), ("not a day", 'iso-date="2025-', 'iso-date="2025-13-'),
        ("a number for words", 'measure="1"', 'measure="5"'), ("an element of nobody", "<title>", "<name/><title>"),
        ("an empty text", r"<narrative>[^<]*</narrative>", "<narrative> </narrative>"), ("no XML", "</title>", "</titel>")]:
    broken = re.sub(pattern, instead, good, count=1, flags=re.S)
    open("broken.xml", "w").write(broken)
    if broken == good or not schema_faults("broken.xml"):
        bad["files_that_break_a_rule_are_found_out"].append(name)
for name, pattern, instead in [
        ("done in the future", r'(<activity-date iso-date=")[^"]*(" type="2"/>)', r"\g<1>2199-01-01\2"),
        ("a child without parent", r'(<related-activity ref=")[^"]*(" type="1"/>)', r"\g<1>XI-ACCORD-0\2"),
        ("a twin", r"(<iati-identifier>)([^<]*)(</iati-identifier>.*?<iati-identifier>)[^<]*", r"\1\2\3\2"),
        ("an end before the beginning", r'(<activity-date iso-date=")[^"]*(" type="1"/>)', r"\g<1>2199-01-01\2")]:
    broken = re.sub(pattern, instead, good, count=1, flags=re.S)
    if broken == good or not rule_faults(tree.fromstring(broken)):
        bad["files_that_break_a_rule_are_found_out"].append(name)

for name, findings in bad.items():
    print(("not ok " if findings else "ok ") + name)
    for finding in findings[:6]:
        print("    " + finding[:300])
END
